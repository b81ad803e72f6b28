package dev.belfry.looklook.common.effect;

import java.sql.Connection;

/**
 * Ensures what must follow from a change in the database. The only way from looklook's transactions
 * to the task queue and to Kafka, so that an outbox can take its place.
 *
 * <p>The contract: call it inside the transaction, after its writes. Ensuring the same effect again
 * is harmless, and callers do it: a repeated callback, or an update to the state that is there
 * already, ensures the effect once more, so that every redelivery heals what was lost.
 */
public interface SideEffects {

  /**
   * Ensures the effect.
   *
   * @param transaction the connection of the transaction; an outbox writes its row with it
   * @throws EffectFailedException if the effect is not ensured; the caller lets its transaction
   *     roll back, and whoever asked for the change may ask again
   */
  void ensure(Connection transaction, Effect effect);
}
