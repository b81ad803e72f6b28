package dev.belfry.looklook.common.effect;

import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what is to follow, and fails on demand. Thread-safe. */
public final class RecordedEffects implements SideEffects {
  private final List<Effect> seen = new CopyOnWriteArrayList<>();
  private volatile boolean broken;

  @Override
  public void ensure(Connection transaction, Effect effect) {
    if (broken) {
      throw new EffectFailedException(effect, new IllegalStateException("nobody there"));
    }
    seen.add(effect);
  }

  /** All effects so far, oldest first. */
  public List<Effect> seen() {
    return List.copyOf(seen);
  }

  public void clear() {
    seen.clear();
  }

  public void breakDown() {
    broken = true;
  }

  public void mend() {
    broken = false;
  }
}
