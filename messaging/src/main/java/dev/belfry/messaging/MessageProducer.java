package dev.belfry.messaging;

import java.util.concurrent.CompletionStage;

/** Sends messages. Implementations are thread-safe and give a message to the broker once. */
public interface MessageProducer {

  /**
   * Sends and waits until the broker has the message as safely as it keeps any.
   *
   * @throws MessageRefusedException if it never will, as things are
   * @throws MessageNotSentException if it does not have it, or did not say so in time
   */
  Receipt send(OutgoingMessage message);

  /**
   * Sends without waiting. The stage fails with {@link MessageNotSentException}; it may complete on
   * a thread of the producer, so do not block in what depends on it.
   */
  CompletionStage<Receipt> sendAsync(OutgoingMessage message);

  /** Sends {@code value} about the entity {@code key}, as {@link #send(OutgoingMessage)} does. */
  default Receipt send(String topic, String key, byte[] value) {
    return send(OutgoingMessage.of(topic, key, value));
  }

  /** Sends {@code value} as the producer's codec writes it; JSON by default. */
  Receipt send(String topic, String key, Object value);
}
