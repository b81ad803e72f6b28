package dev.belfry.messaging;

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
}
