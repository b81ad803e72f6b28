package dev.belfry.looklook.common.effect;

import java.sql.Connection;

/**
 * Ensures what must follow from a change in the database. The only way from looklook's transactions
 * to the task queue and to Kafka.
 *
 * <p>The contract: call it inside the transaction, after its writes. Ensuring the same effect again
 * is harmless, and callers do it: a repeated callback, or an update to the state that is there
 * already, ensures the effect once more, so that a redelivery heals what Redis or Kafka may have
 * lost since.
 */
public interface SideEffects {

  /**
   * Ensures the effect.
   *
   * @param transaction the connection of the transaction
   * @throws RuntimeException if the effect is not ensured; the caller lets its transaction roll
   *     back, and whoever asked for the change may ask again
   */
  void ensure(Connection transaction, Effect effect);
}
