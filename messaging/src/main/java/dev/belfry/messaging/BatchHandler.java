package dev.belfry.messaging;

import java.util.List;

/** Does the work of several messages at once, for example by one statement of a database. */
@FunctionalInterface
public interface BatchHandler {

  /**
   * Handles {@code messages}, which come in the order of their source. When it returns, all are
   * done.
   *
   * @throws BatchFailedException if it knows which message failed: those before it are done, and it
   *     is tried again with all behind it
   * @throws Exception if it does not know: then the messages are handed over one by one, in their
   *     order, so as to find the one that fails
   */
  void handle(List<Message> messages) throws Exception;
}
