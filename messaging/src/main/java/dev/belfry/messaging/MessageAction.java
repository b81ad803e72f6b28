package dev.belfry.messaging;

/** Work on a decoded message that is done when it returns and failed when it throws. */
@FunctionalInterface
public interface MessageAction<T> {

  void handle(T value, Message message) throws Exception;
}
