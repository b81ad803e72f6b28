package dev.belfry.beanstalkd;

import dev.belfry.beanstalkd.internal.Burial;
import dev.belfry.beanstalkd.internal.Connection;
import dev.belfry.beanstalkd.internal.Job;
import dev.belfry.beanstalkd.internal.JobMessages;
import dev.belfry.beanstalkd.internal.NodeClient;
import dev.belfry.messaging.ProcessedStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The jobs that were given up: they lie buried in their tube until somebody lets them run again.
 * Thread-safe; {@link #close} ends its connections.
 */
public final class BeanstalkDeadLetters implements AutoCloseable {
  private final List<NodeClient> nodes;
  private final ProcessedStore store;

  private BeanstalkDeadLetters(List<NodeClient> nodes, ProcessedStore store) {
    this.nodes = nodes;
    this.store = store;
  }

  /**
   * Looks at the servers when it is asked.
   *
   * @param store the one of the queue: it knows the causes
   */
  public static BeanstalkDeadLetters of(Collection<BeanstalkNode> nodes, ProcessedStore store) {
    return new BeanstalkDeadLetters(
        BeanstalkNode.checked(nodes, 1).stream().map(NodeClient::new).toList(), store);
  }

  /**
   * How many there are.
   *
   * @throws BeanstalkException if a server cannot be reached
   */
  public long count() {
    return nodes.stream().mapToLong(BeanstalkDeadLetters::buried).sum();
  }

  /**
   * The oldest one of each server; a server shows no more than that.
   *
   * @throws BeanstalkException if a server cannot be reached
   */
  public List<BeanstalkDeadLetter> oldest() {
    return nodes.stream()
        .flatMap(node -> node.ask(Connection::peekBuried).map(job -> letter(node, job)).stream())
        .toList();
  }

  /**
   * Lets the oldest ones run again, from their first attempt.
   *
   * @param most how many at most
   * @return how many
   * @throws BeanstalkException if a server cannot be reached
   */
  public int replay(int most) {
    var replayed = 0;
    for (var node : nodes) {
      var left = Math.min(most - replayed, buried(node));
      for (; left > 0; left--) {
        var job = node.ask(Connection::peekBuried);
        if (job.isEmpty()) {
          break;
        }
        if (node.ask(it -> it.kick(job.get().id()))) {
          replayed++;
        }
      }
    }
    return replayed;
  }

  @Override
  public void close() {
    nodes.forEach(NodeClient::close);
  }

  private static long buried(NodeClient node) {
    return node.ask(it -> it.statistics(node.node().tube()))
        .getOrDefault("current-jobs-buried", 0L);
  }

  private BeanstalkDeadLetter letter(NodeClient node, Job job) {
    var message = JobMessages.of(node.node(), nodes.indexOf(node), job);
    var causes = store.note(message.id()).flatMap(Burial::of).map(Burial::causes).orElse(Map.of());
    return new BeanstalkDeadLetter(node.node(), message, causes);
  }
}
