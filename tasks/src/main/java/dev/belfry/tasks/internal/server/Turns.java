package dev.belfry.tasks.internal.server;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one thing on the thread that asks for it, but never twice at a time: who asks while somebody
 * else is at it leaves at once, and the other one goes round again. So what the thing works on
 * needs no lock, and nobody waits. Thread-safe.
 */
final class Turns {
  private static final Logger log = LoggerFactory.getLogger(Turns.class);

  private final Runnable turn;
  private final AtomicInteger requests = new AtomicInteger();

  /** {@code turn} must not block. */
  Turns(Runnable turn) {
    this.turn = turn;
  }

  /** A turn begins after this call, here or elsewhere. */
  void request() {
    if (requests.getAndIncrement() != 0) {
      return;
    }
    int served = 1;
    do {
      try {
        turn.run();
      } catch (Throwable e) {
        log.error("a turn failed", e);
      }
      served = requests.addAndGet(-served);
    } while (served != 0);
  }
}
