package dev.belfry.messaging;

/** Adds something around every attempt: logging context, a transaction, a guard. */
@FunctionalInterface
public interface MessageMiddleware {

  /** The handler that does the addition and calls {@code next} in its midst. */
  MessageHandler around(MessageHandler next);
}
