package dev.belfry.beanstalkd.internal;

import dev.belfry.beanstalkd.BeanstalkNode;
import dev.belfry.messaging.Claim;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.MessagingException;
import dev.belfry.messaging.spi.Causes;
import dev.belfry.messaging.spi.Failure;
import dev.belfry.messaging.spi.HeldClaim;
import dev.belfry.messaging.spi.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one reserved copy of a job to its end: whoever claims the job in the store runs it, all
 * others give their copy back until they learn that it is done, and delete it then. Thread-safe.
 */
final class JobHandling {
  private static final Logger log = LoggerFactory.getLogger(JobHandling.class);

  /** 1 s: the store is given time to come back. */
  private static final Duration STORE_AWAY = Duration.ofSeconds(1);

  /** 2 s: a copy looks at least as often whether the job is done. */
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);

  private final QueueSettings settings;
  private final BeanstalkNode node;
  private final int nodeIndex;
  private final Reachability storeHealth;

  JobHandling(QueueSettings settings, BeanstalkNode node, int nodeIndex, Reachability storeHealth) {
    this.settings = settings;
    this.node = node;
    this.nodeIndex = nodeIndex;
    this.storeHealth = storeHealth;
  }

  /** Handles a job that {@code connection} has reserved. */
  void handle(Job job, Connection connection, Touching touching) throws IOException {
    var key = DelayedBody.key(job.body());
    var owner = UUID.randomUUID().toString();
    Claim claim;
    try {
      claim = claim(key, owner, job);
      storeHealth.up();
    } catch (MessagingException e) {
      storeHealth.down(e);
      giveBack(connection, job, STORE_AWAY);
      return;
    }
    switch (claim) {
      case Claim.Finished finished -> delete(connection, job);
      case Claim.Busy busy -> giveBack(connection, job, look(busy.left()));
      case Claim.Granted granted -> {
        try (var held = new HeldClaim(settings.store(), key, owner, settings.times().lease())) {
          var message = JobMessages.of(node, nodeIndex, job).withAttempt(granted.attempt());
          work(message, job, held, connection, touching);
        }
      }
    }
  }

  /** A buried copy that somebody kicked is to run again, from its first attempt. */
  private Claim claim(String key, String owner, Job job) {
    var claim = settings.store().claim(key, owner, settings.times().lease());
    if (claim instanceof Claim.Finished finished
        && Burial.of(finished.note()).filter(it -> it.copy().equals(copy(job))).isPresent()) {
      settings.store().forget(key);
      return settings.store().claim(key, owner, settings.times().lease());
    }
    return claim;
  }

  private void work(
      Message message, Job job, HeldClaim held, Connection connection, Touching touching)
      throws IOException {
    var body = DelayedBody.parse(job.body());
    if (body.isEmpty()) {
      var reason = "the body is none of dq's: it does not begin with nanoseconds and a slash";
      bury(message, job, held, connection, new Failure(reason, null, message.attempt()));
      return;
    }
    if (isExpired(body.get().due())) {
      log.warn("{} was due at {} and is dropped: it is too late", message, body.get().due());
      held.finish("", settings.times().retention());
      delete(connection, job);
      return;
    }
    if (wasSpentByACrash(message)) {
      var reason = "its consumer died during the last attempt";
      bury(message, job, held, connection, new Failure(reason, null, message.attempt() - 1));
      return;
    }
    var verdict = touching.whileRunning(() -> settings.attempts().run(message));
    if (verdict.isEmpty()) {
      held.release(Duration.ZERO);
      giveBack(connection, job, Duration.ZERO);
      return;
    }
    end(verdict.get(), message, job, held, connection);
  }

  private void end(Verdict verdict, Message message, Job job, HeldClaim held, Connection connection)
      throws IOException {
    switch (verdict) {
      case Verdict.Settled settled -> {
        held.finish("", settings.times().retention());
        delete(connection, job);
      }
      case Verdict.Again again -> {
        log.info("{} runs again in {}: {}", message, again.delay(), again.failure().reason());
        log.debug("{} failed", message, again.failure().cause());
        if (again.nextAttempt() > message.attempt()) {
          held.fail(again.delay());
        } else {
          held.release(again.delay());
        }
        giveBack(connection, job, again.delay());
      }
      case Verdict.Spent spent -> bury(message, job, held, connection, spent.failure());
    }
  }

  /** The note comes first: then no other copy runs, whatever happens to this connection. */
  private void bury(
      Message message, Job job, HeldClaim held, Connection connection, Failure failure)
      throws IOException {
    var causes = Causes.of(message, settings.name(), failure);
    held.finish(
        new Burial(copy(job), causes, Base64.getEncoder().encodeToString(job.body())).note(),
        settings.times().burialRetention());
    if (connection.bury(job.id(), Replication.PRIORITY)) {
      log.warn(
          "{} is buried at {} after {} attempts: {}",
          message,
          node,
          failure.attempts(),
          failure.reason(),
          failure.cause());
    }
  }

  private void delete(Connection connection, Job job) throws IOException {
    if (!connection.delete(job.id())) {
      log.info(
          "{}: job {} was taken back before it was deleted; it will come again", node, job.id());
    }
  }

  /** Servers count whole seconds; upwards, so that nothing comes early. */
  private void giveBack(Connection connection, Job job, Duration delay) throws IOException {
    var unused =
        connection.release(
            job.id(), Replication.PRIORITY, delay.plusNanos(999_999_999).toSeconds());
  }

  /** Half of what is left, since the other copy can be done at any time. */
  private static Duration look(Duration left) {
    var half = left.dividedBy(2);
    return half.compareTo(LONGEST_LOOK) < 0 ? half : LONGEST_LOOK;
  }

  private boolean isExpired(Instant due) {
    return settings
        .times()
        .expiry()
        .filter(expiry -> due.plus(expiry).isBefore(Instant.now()))
        .isPresent();
  }

  private boolean wasSpentByACrash(Message message) {
    return message.attempt() > 1
        && settings.retries().delayAfter(message.attempt() - 1, null).isEmpty();
  }

  private String copy(Job job) {
    return JobIds.of(node, job.id());
  }
}
