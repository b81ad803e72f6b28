package dev.belfry.kafka.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a queue's owner has asked not to be fetched for now. Thread-safe. */
public final class PauseSwitch {
  private final Set<Integer> partitions = ConcurrentHashMap.newKeySet();
  private volatile boolean all;

  /** Everything, until {@link #resume()}. */
  public void pause() {
    all = true;
  }

  /** One partition, whoever has it, until {@link #resume(int)}. */
  public void pause(int partition) {
    partitions.add(partition);
  }

  /** Ends {@link #pause()}; partitions that were paused by number stay so. */
  public void resume() {
    all = false;
  }

  /** Ends {@link #pause(int)}. */
  public void resume(int partition) {
    partitions.remove(partition);
  }

  /** Whether anything is paused. */
  boolean isOn() {
    return all || !partitions.isEmpty();
  }

  boolean isPaused() {
    return all;
  }

  boolean isPaused(int partition) {
    return all || partitions.contains(partition);
  }
}
