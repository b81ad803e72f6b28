package dev.belfry.looklook.common.effect;

import dev.belfry.looklook.common.job.PaymentUpdate;
import dev.belfry.messaging.MessageNotSentException;
import dev.belfry.messaging.MessageProducer;
import java.sql.Connection;

/**
 * Sends messages directly, within the caller's transaction and before it commits, and waits until
 * the broker has them. Thread-safe.
 *
 * <p>Why so, and what can go wrong without an outbox:
 *
 * <ul>
 *   <li>The broker does not take the message: the transaction rolls back, the provider gets FAIL
 *       and repeats its callback. Nothing is lost.
 *   <li>The message is sent and the commit fails, or the process dies in between: the order hears
 *       of a payment before the payment's row does. It is true nevertheless, and the provider, who
 *       got no SUCCESS, repeats its callback until the row has it too. The message is then sent
 *       twice; its consumer finds the order in that state already.
 *   <li>The row stays locked for as long as the broker takes to answer.
 * </ul>
 */
public final class MessageEffects implements SideEffects {
  private final MessageProducer messages;
  private final String topic;

  /**
   * The producer stays the caller's to close.
   *
   * @param topic where payment updates go
   */
  public MessageEffects(MessageProducer messages, String topic) {
    this.messages = messages;
    this.topic = topic;
  }

  @Override
  public void ensure(Connection transaction, Effect effect) {
    if (!(effect instanceof Effect.PaymentChanged changed)) {
      throw new IllegalStateException("this process enqueues no tasks: " + effect);
    }
    PaymentUpdate update = changed.message();
    try {
      messages.send(topic, update.orderSn(), (Object) update);
    } catch (MessageNotSentException e) {
      throw new EffectFailedException(effect, e);
    }
  }
}
