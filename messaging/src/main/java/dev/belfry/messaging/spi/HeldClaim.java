package dev.belfry.messaging.spi;

import dev.belfry.messaging.MessagingException;
import dev.belfry.messaging.ProcessedStore;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A granted claim, renewed three times a lease until it is finished, failed or closed; closing one
 * that is neither gives the work back. An interruption of the thread does not disturb these steps
 * and is still there afterwards. Belongs to one thread.
 */
public final class HeldClaim implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HeldClaim.class);

  /** 200 ms between attempts to write down that the work is done. */
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

  private final ProcessedStore store;
  private final String key;
  private final String owner;
  private final Duration lease;
  private final CountDownLatch over = new CountDownLatch(1);

  /** Takes over a claim that {@code store} has just granted. */
  public HeldClaim(ProcessedStore store, String key, String owner, Duration lease) {
    this.store = store;
    this.key = key;
    this.owner = owner;
    this.lease = lease;
    Thread.ofVirtual().name("renew-" + key).start(this::renew);
  }

  /**
   * Marks the work as done. While the store cannot be reached that is tried again for a lease; then
   * the log says that the work can be repeated.
   */
  public void finish(String note, Duration retention) {
    over.countDown();
    uninterrupted(interruption -> {
      var end = System.nanoTime() + lease.toNanos();
      while (true) {
        try {
          if (!store.finish(key, owner, note, retention)) {
            log.warn("{} took longer than its lease and may have run twice", key);
          }
          return;
        } catch (MessagingException e) {
          if (System.nanoTime() > end) {
            log.warn("{} is done, but could not be marked so, and can run again", key, e);
            return;
          }
          log.info("{} is done, but could not be marked so yet: {}", key, e.getMessage());
          interruption.pause();
        }
      }
    });
  }

  /** Gives the work up; nobody gets it before {@code pause} is over. */
  public void fail(Duration pause) {
    over.countDown();
    giveUp(() -> store.fail(key, owner, pause));
  }

  /** As {@link #fail}, but as if this attempt had not been. */
  public void release(Duration pause) {
    over.countDown();
    giveUp(() -> store.release(key, owner, pause));
  }

  /** Gives the work back as if it had not begun, unless it was finished, failed or released. */
  @Override
  public void close() {
    if (over.getCount() > 0) {
      release(Duration.ZERO);
    }
  }

  private void giveUp(Runnable step) {
    uninterrupted(interruption -> {
      try {
        step.run();
      } catch (MessagingException e) {
        log.warn("{} could not be given back and waits for the end of its lease", key, e);
      }
    });
  }

  private void renew() {
    try {
      while (!over.await(lease.toNanos() / 3, TimeUnit.NANOSECONDS)) {
        try {
          if (!store.renew(key, owner, lease) && over.getCount() > 0) {
            log.warn("{} took longer than its lease; somebody else has it", key);
            return;
          }
        } catch (MessagingException e) {
          log.warn("the lease of {} could not be renewed: {}", key, e.getMessage());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does something to its end; an interruption is kept for afterwards. */
  private static void uninterrupted(Consumer<Interruption> step) {
    var interruption = new Interruption();
    try {
      step.accept(interruption);
    } finally {
      if (interruption.came) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether the thread was interrupted, before or meanwhile. Of one thread. */
  private static final class Interruption {
    private boolean came = Thread.interrupted();

    /** Waits before another try, which no interruption may spoil. */
    private void pause() {
      came |= Thread.interrupted();
      try {
        TimeUnit.NANOSECONDS.sleep(BETWEEN_TRIES.toNanos());
      } catch (InterruptedException e) {
        came = true;
      }
    }
  }
}
