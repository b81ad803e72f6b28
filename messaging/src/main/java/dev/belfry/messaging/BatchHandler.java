package dev.belfry.messaging;

import java.util.List;

/**
 * Does the work of several messages at once, for example by one statement of a database. {@link
 * Batching} makes a {@link MessageHandler} of it.
 */
@FunctionalInterface
public interface BatchHandler {

  /**
   * Handles {@code messages}. When it returns, all are done.
   *
   * @throws BatchFailedException if it knows which message failed: those before it are done, and it
   *     is tried again, as are all behind it
   * @throws Exception if it does not know: then the messages are handed over one by one, so as to
   *     find those that fail
   */
  void handle(List<Message> messages) throws Exception;
}
