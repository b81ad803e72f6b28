package dev.belfry.messaging;

/** Work on a decoded message that decides itself what becomes of the message. */
@FunctionalInterface
public interface MessageDecision<T> {

  Outcome decide(T value, Message message) throws Exception;
}
