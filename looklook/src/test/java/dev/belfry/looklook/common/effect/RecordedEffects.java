package dev.belfry.looklook.common.effect;

import dev.belfry.outbox.OutboxException;
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
      throw new OutboxException("nobody there to take " + effect, null);
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
