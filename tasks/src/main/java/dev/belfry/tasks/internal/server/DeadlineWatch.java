package dev.belfry.tasks.internal.server;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.internal.loop.Loop;
import dev.belfry.tasks.internal.loop.RedisContact;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when the time of a run is up. It sleeps until the earliest deadline it knows; a run that
 * ends in time costs nothing.
 */
final class DeadlineWatch {
  private static final Logger log = LoggerFactory.getLogger(DeadlineWatch.class);
  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

  /** A handler that heeds its interrupt ends sooner. */
  private static final Duration HUNG_AFTER = Duration.ofSeconds(10);

  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);
  private static final int MAX_NAMED = 10;

  private final Collection<Run> running;
  private final Consumer<Run> onTimeUp;
  private final Loop loop;
  private long lastWarning = System.nanoTime() - BETWEEN_WARNINGS.toNanos();
  private volatile long nextLook = System.nanoTime();

  DeadlineWatch(Collection<Run> running, RedisContact contact, Consumer<Run> onTimeUp) {
    this.running = running;
    this.onTimeUp = onTimeUp;
    this.loop = new Loop("deadlines", contact, this::look);
  }

  void start() {
    loop.start();
  }

  /** A run began or its time was cut short. */
  void watch(long deadlineNanos) {
    if (deadlineNanos - nextLook < 0) {
      loop.wake();
    }
  }

  void stop(Deadline deadline) throws InterruptedException {
    loop.stop(deadline);
  }

  private Duration look() {
    // Set before the scan, so that a run that comes during it is not missed.
    nextLook = System.nanoTime() + LONGEST_SLEEP.toNanos();
    long next = nextLook;
    for (Run run : running) {
      if (run.isDecided()) {
        continue;
      }
      long deadline = run.giveUpNanos();
      if (deadline - System.nanoTime() <= 0) {
        if (run.cutOff()) {
          onTimeUp.accept(run);
        }
      } else if (deadline - next < 0) {
        next = deadline;
      }
    }
    warnOfHung();
    nextLook = next;
    return Duration.ofNanos(Math.max(0, next - System.nanoTime()));
  }

  /** A handler that does not end keeps its slot, and a server may lose all of them that way. */
  private void warnOfHung() {
    long now = System.nanoTime();
    if (now - lastWarning < BETWEEN_WARNINGS.toNanos()) {
      return;
    }
    List<Run> hung =
        running.stream()
            .filter(run -> run.isDecided() && now - run.giveUpNanos() > HUNG_AFTER.toNanos())
            .toList();
    if (!hung.isEmpty()) {
      lastWarning = now;
      log.warn(
          "{} handlers go on long after their time was up, and keep their slots: {}",
          hung.size(),
          hung.subList(0, Math.min(hung.size(), MAX_NAMED)));
    }
  }
}
