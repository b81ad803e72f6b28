package dev.belfry.beanstalkd.internal;

import dev.belfry.beanstalkd.BeanstalkNode;
import dev.belfry.messaging.spi.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes jobs from one server, one at a time, over a connection of its own: only the connection that
 * reserved a job may touch, delete, release or bury it. The handler runs on a thread of its own
 * while this one touches. A connection that breaks is made anew for as long as it takes; the server
 * then hands out again what it had reserved.
 */
final class NodeWorker implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(NodeWorker.class);

  /** 5 s: an idle worker notices in that time that its server is gone without a word. */
  private static final Duration RESERVE_TIMEOUT = Duration.ofSeconds(5);

  /** 300 ms: beanstalkd's shortest reservation is 1 s. */
  private static final Duration BETWEEN_TOUCHES = Duration.ofMillis(300);

  /** 500 ms between attempts to reach the server. */
  private static final Duration BETWEEN_CONNECTS = Duration.ofMillis(500);

  private final BeanstalkNode node;
  private final Reachability health;
  private final JobHandling handling;
  private final Stages stages;

  private volatile @Nullable Connection open;
  private volatile boolean idle;

  NodeWorker(BeanstalkNode node, Reachability health, JobHandling handling, Stages stages) {
    this.node = node;
    this.health = health;
    this.handling = handling;
    this.stages = stages;
  }

  @Override
  public void run() {
    while (stages.mayReserve()) {
      try (var connection = Connection.open(node)) {
        open = connection;
        connection.watchOnly(node.tube());
        health.up();
        serve(connection);
      } catch (IOException e) {
        if (stages.mayReserve()) {
          health.down(e);
          stages.awaitQuiesce(BETWEEN_CONNECTS);
        }
      } catch (RuntimeException | Error e) {
        log.error("{}: a job could not be handled; it comes again", node, e);
        stages.awaitQuiesce(BETWEEN_CONNECTS);
      } finally {
        open = null;
      }
    }
  }

  /**
   * Ends the wait for a job. Should one come at this very moment, its server hands it out again.
   */
  void endIdling() {
    if (idle) {
      abandon();
    }
  }

  /** Lets the connection go with what it has reserved. */
  void abandon() {
    var connection = open;
    if (connection != null) {
      connection.close();
    }
  }

  private void serve(Connection connection) throws IOException {
    while (stages.mayReserve()) {
      idle = true;
      Optional<Job> reserved;
      try {
        // Asked once more: a stop between the two questions would not see this worker idle.
        reserved = stages.mayReserve() ? connection.reserve(RESERVE_TIMEOUT) : Optional.empty();
      } finally {
        idle = false;
      }
      if (reserved.isPresent()) {
        handle(connection, reserved.get());
      }
    }
  }

  private void handle(Connection connection, Job job) throws IOException {
    // Whoever waits for a free handler keeps the job, and its claim is not made before.
    while (!stages.acquireHandler(BETWEEN_TOUCHES)) {
      if (!stages.mayReserve()) {
        var unused = connection.release(job.id(), Replication.PRIORITY, 0);
        return;
      }
      var unused = connection.touch(job.id());
    }
    try {
      if (stages.mayReserve()) {
        handling.handle(job, connection, attempt -> whileRunning(attempt, connection, job));
      } else {
        var unused = connection.release(job.id(), Replication.PRIORITY, 0);
      }
    } finally {
      stages.releaseHandler();
    }
  }

  private Optional<Verdict> whileRunning(
      Supplier<Verdict> attempt, Connection connection, Job job) {
    var done = new CompletableFuture<Verdict>();
    var thread =
        Thread.ofVirtual()
            .name("job-" + node + "/" + job.id())
            .start(() -> {
              try {
                done.complete(attempt.get());
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            });
    var touchable = true;
    while (true) {
      try {
        var verdict = done.get(BETWEEN_TOUCHES.toNanos(), TimeUnit.NANOSECONDS);
        return stages.isInterrupting() && !(verdict instanceof Verdict.Settled)
            ? Optional.empty()
            : Optional.of(verdict);
      } catch (TimeoutException e) {
        touchable = touchable && touch(connection, job);
        if (stages.isInterrupting()) {
          thread.interrupt();
          if (stages.isAbandoned()) {
            return Optional.empty();
          }
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException("an attempt ended without a verdict", e.getCause());
      } catch (InterruptedException e) {
        thread.interrupt();
        return Optional.empty();
      }
    }
  }

  /** A job that was lost goes on here under its claim; whoever gets it next finds it busy. */
  private boolean touch(Connection connection, Job job) {
    try {
      if (connection.touch(job.id())) {
        return true;
      }
      log.warn("{}: job {} was taken back while it runs", node, job.id());
    } catch (IOException e) {
      log.warn("{}: the connection broke while job {} runs: {}", node, job.id(), e.getMessage());
    }
    return false;
  }
}
