package dev.belfry.beanstalkd.internal;

import static java.util.stream.Collectors.joining;

import dev.belfry.beanstalkd.BeanstalkException;
import dev.belfry.messaging.MessageNotSentException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a job to several servers at once, and removes its copies. Thread-safe. */
public final class Replication {
  private static final Logger log = LoggerFactory.getLogger(Replication.class);

  /** 3 copies, as dq has it. */
  private static final int COPIES = 3;

  /** The priority that dq gives. */
  static final long PRIORITY = 2;

  /** 5 s that a consumer has before the server takes a job back, as in dq; consumers touch. */
  private static final long TTR_SECONDS = 5;

  /** What beanstalkd can count, 136 years. */
  private static final long LONGEST_DELAY = 4_294_967_295L;

  private final List<NodeClient> nodes;
  private final int enough;

  /** Writes to three of {@code nodes}, of which {@code enough} must accept. */
  public Replication(List<NodeClient> nodes, int enough) {
    this.nodes = nodes;
    this.enough = enough;
  }

  /**
   * Stores a job.
   *
   * @return the ids of its copies
   * @throws MessageNotSentException if too few servers took it; those copies are removed again
   */
  public List<String> put(byte[] body, long delaySeconds) {
    if (delaySeconds > LONGEST_DELAY) {
      throw new IllegalArgumentException("beanstalkd cannot wait for " + delaySeconds + " s");
    }
    var failures = new ConcurrentLinkedQueue<BeanstalkException>();
    var ids =
        onEach(
            chosen(),
            failures,
            node -> {
              var id = node.ask(one -> one.put(body, PRIORITY, delaySeconds, TTR_SECONDS));
              return Optional.of(JobIds.of(node.node(), id));
            });
    if (ids.size() >= enough) {
      failures.forEach(e -> log.warn("a job has one copy less than it should: {}", e.getMessage()));
      return ids;
    }
    takeBack(ids);
    throw new MessageNotSentException(
        "%d of %d copies of a job were stored, and %d are needed: %s"
            .formatted(ids.size(), ids.size() + failures.size(), enough, texts(failures)),
        failures.peek());
  }

  /** Removes the copies with these ids, and says how many were there. */
  public int delete(String ids) {
    var failures = new ConcurrentLinkedQueue<BeanstalkException>();
    var deleted =
        onEach(
            nodes,
            failures,
            node -> {
              var id = JobIds.on(node.node(), ids);
              return id.isPresent() && node.ask(one -> one.delete(id.getAsLong()))
                  ? Optional.of(id)
                  : Optional.empty();
            });
    if (!failures.isEmpty()) {
      throw new BeanstalkException(
          "%d copies are gone, but the job may still run: %s"
              .formatted(deleted.size(), texts(failures)),
          failures.peek());
    }
    return deleted.size();
  }

  /**
   * The body of the job with these ids; empty if none of its copies is on a server that answers.
   */
  public Optional<byte[]> body(String ids) {
    for (var node : nodes) {
      var id = JobIds.on(node.node(), ids);
      if (id.isPresent()) {
        try {
          var job = node.ask(one -> one.peek(id.getAsLong()));
          if (job.isPresent()) {
            return job.map(Job::body);
          }
        } catch (BeanstalkException e) {
          log.debug("cannot look at a copy of a job", e);
        }
      }
    }
    return Optional.empty();
  }

  private void takeBack(List<String> ids) {
    try {
      var unused = delete(JobIds.join(ids));
    } catch (BeanstalkException e) {
      log.warn("a job that was not sent may run nevertheless: {}", e.getMessage());
    }
  }

  private List<NodeClient> chosen() {
    if (nodes.size() <= COPIES) {
      return nodes;
    }
    var shuffled = new ArrayList<>(nodes);
    Collections.shuffle(shuffled);
    return shuffled.subList(0, COPIES);
  }

  private interface Step<T> {
    Optional<T> take(NodeClient node);
  }

  /** Takes a step on all nodes at once, and waits for them; each ends within its time-outs. */
  private static <T> List<T> onEach(
      List<NodeClient> nodes, ConcurrentLinkedQueue<BeanstalkException> failures, Step<T> step) {
    var results = new ConcurrentLinkedQueue<T>();
    var threads =
        nodes.stream()
            .map(node ->
                Thread.ofVirtual()
                    .name("beanstalkd-" + node.node())
                    .start(() -> {
                      try {
                        step.take(node).ifPresent(results::add);
                      } catch (BeanstalkException e) {
                        failures.add(e);
                      }
                    }))
            .toList();
    join(threads);
    return List.copyOf(results);
  }

  /** An interruption does not end the wait: half a write would be worse, and it takes seconds. */
  private static void join(List<Thread> threads) {
    var interrupted = false;
    for (var thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static String texts(Iterable<BeanstalkException> failures) {
    var all = new ArrayList<String>();
    failures.forEach(failure -> all.add(failure.getMessage()));
    return all.stream().collect(joining("; "));
  }
}
