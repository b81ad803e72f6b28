package dev.belfry.outbox.internal;

import java.util.List;

/** Where intents of one kind go. Opened before it is used by one thread. */
interface Sink extends AutoCloseable {

  /** Connects, if that is this sink's to do. */
  void open();

  /**
   * Hands intents over, which depend on nothing among each other.
   *
   * @return what became of each, in their order
   */
  List<Verdict> hand(List<StoredIntent> intents) throws InterruptedException;

  /** Releases what this sink opened. */
  @Override
  void close();
}
