package dev.belfry.messaging;

import dev.belfry.service.codec.Codec;
import dev.belfry.service.codec.CodecException;
import dev.belfry.service.codec.JsonCodec;

/**
 * Does the work that a message asks for. It is called by many threads at once, for different
 * messages; an adapter says in which order (Kafka: messages of one key one after another).
 *
 * <p>A message is acknowledged only after its outcome is known, so it can come twice if a process
 * died in between: handlers have to bear that.
 */
@FunctionalInterface
public interface MessageHandler {

  /**
   * Handles {@code message}. A thread that is interrupted here belongs to a process that stops: the
   * message is then not acknowledged and comes again.
   *
   * @return what becomes of the message
   * @throws Exception if the attempt failed; the {@link RetryPlan} says when the next one is, if
   *     any
   */
  Outcome handle(Message message) throws Exception;

  /** A handler of JSON: {@code action} gets the value and is done when it returns. */
  static <T> MessageHandler of(Class<T> type, MessageAction<T> action) {
    return of(JsonCodec.create(), type, action);
  }

  /**
   * A handler of values that {@code codec} reads. A message that it cannot read is a dead letter at
   * once, since no further attempt can help.
   */
  static <T> MessageHandler of(Codec codec, Class<T> type, MessageAction<T> action) {
    return deciding(
        codec,
        type,
        (value, message) -> {
          action.handle(value, message);
          return Outcome.done();
        });
  }

  /** A handler of JSON: {@code decision} gets the value and says what becomes of the message. */
  static <T> MessageHandler deciding(Class<T> type, MessageDecision<T> decision) {
    return deciding(JsonCodec.create(), type, decision);
  }

  /** As {@link #of(Codec, Class, MessageAction)}, for a handler that decides by an outcome. */
  static <T> MessageHandler deciding(Codec codec, Class<T> type, MessageDecision<T> decision) {
    return message -> {
      T value;
      try {
        value = codec.decode(message.value(), type);
      } catch (CodecException e) {
        return Outcome.deadLetter("undecodable: " + e.getMessage(), e);
      }
      return decision.decide(value, message);
    };
  }
}
