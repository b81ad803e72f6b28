package dev.belfry.beanstalkd.internal;

import dev.belfry.beanstalkd.BeanstalkException;
import dev.belfry.beanstalkd.BeanstalkQueue;
import dev.belfry.messaging.ProcessedStore;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes jobs back so that none of their copies runs: first the job is marked as done in the store
 * that all consumers ask, then the copies are removed that are known. Thread-safe.
 */
public final class Revocations {
  private static final Logger log = LoggerFactory.getLogger(Revocations.class);

  /** An owner that no attempt has: those have random names. */
  private static final String REVOKED = "revoked";

  private final Replication replication;
  private final ProcessedStore store;

  public Revocations(Replication replication, ProcessedStore store) {
    this.replication = replication;
    this.store = store;
  }

  /** Takes a job back, unless it runs or has run; how many copies that were, 0 for none. */
  public int revoke(String ids) {
    var body = replication.body(ids);
    if (body.isEmpty()) {
      return replication.delete(ids);
    }
    if (!store.cancel(DelayedBody.key(body.get()), REVOKED, retention(body.get()))) {
      return 0;
    }
    try {
      // A consumer may have been faster to remove one that it was not to run.
      return Math.max(1, replication.delete(ids));
    } catch (BeanstalkException e) {
      log.warn("a job is revoked, but not all of its copies could be removed: {}", e.getMessage());
      return 1;
    }
  }

  /** Until the copies have come that are left, and as long as a job counts as done. */
  private static Duration retention(byte[] body) {
    var wait =
        DelayedBody.parse(body)
            .map(it -> Duration.between(Instant.now(), it.due()))
            .filter(Duration::isPositive)
            .orElse(Duration.ZERO);
    return wait.plus(BeanstalkQueue.DEFAULT_RETENTION);
  }
}
