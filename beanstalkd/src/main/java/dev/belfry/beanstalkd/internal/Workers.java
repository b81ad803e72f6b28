package dev.belfry.beanstalkd.internal;

import dev.belfry.beanstalkd.BeanstalkException;
import dev.belfry.beanstalkd.BeanstalkNode;
import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workers of a queue, as many for each server as handlers may run in all. Thread-safe. */
public final class Workers {
  private static final Logger log = LoggerFactory.getLogger(Workers.class);

  /** 500 ms for interrupted handlers to end. */
  private static final Duration AFTER_INTERRUPT = Duration.ofMillis(500);

  private final Map<BeanstalkNode, Reachability> nodes = new LinkedHashMap<>();
  private final Reachability store = new Reachability("the store of processed jobs");
  private final List<NodeWorker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Stages stages;

  /** Starts nothing yet. */
  public Workers(List<BeanstalkNode> nodes, int parallelism, QueueSettings settings) {
    stages = new Stages(parallelism);
    for (var index = 0; index < nodes.size(); index++) {
      var node = nodes.get(index);
      var health = new Reachability("beanstalkd at " + node);
      this.nodes.put(node, health);
      var handling = new JobHandling(settings, node, index, store);
      for (var i = 0; i < parallelism; i++) {
        var worker = new NodeWorker(node, health, handling, stages);
        workers.add(worker);
        threads.add(Thread.ofVirtual().name("beanstalkd-" + node + "-" + i).unstarted(worker));
      }
    }
  }

  /** Starts, if at least one server answers. */
  public void start() {
    var failures = new ArrayList<String>();
    for (var node : nodes.entrySet()) {
      try (var connection = Connection.open(node.getKey())) {
        connection.watchOnly(node.getKey().tube());
      } catch (IOException e) {
        node.getValue().down(e);
        node.getValue().trouble().ifPresent(failures::add);
      }
    }
    if (failures.size() == nodes.size()) {
      throw new BeanstalkException(
          "no server can be reached: " + String.join("; ", failures), null);
    }
    threads.forEach(Thread::start);
  }

  /** Gauges: handlers that run, and servers that can be reached. */
  public void bindTo(MeterRegistry meters, String name) {
    Gauge.builder("belfry.messages.inflight", stages, Stages::running)
        .description("Messages whose handler runs")
        .tags("topic", name, "group", name, "queue", name)
        .register(meters);
    nodes.forEach((node, health) ->
        Gauge.builder("belfry.beanstalkd.reachable", health, it -> it.isUp() ? 1 : 0)
            .description("Whether a beanstalkd server can be reached: 1 or 0")
            .tags("queue", name, "endpoint", node.endpoint(), "tube", node.tube())
            .register(meters));
  }

  public Health health() {
    var storeTrouble = store.trouble();
    if (storeTrouble.isPresent()) {
      return Health.down(storeTrouble.get());
    }
    if (nodes.values().stream().noneMatch(Reachability::isUp)) {
      return Health.down(
          nodes.values().stream()
              .flatMap(node -> node.trouble().stream())
              .collect(Collectors.joining("; ")));
    }
    return Health.up();
  }

  public void quiesce() {
    stages.quiesce();
    workers.forEach(NodeWorker::endIdling);
  }

  /** Lets handlers end until the deadline, then interrupts them; their jobs are given back. */
  public void stop(Deadline deadline) throws InterruptedException {
    quiesce();
    if (!join(deadline.earlier(AFTER_INTERRUPT))) {
      stages.interrupt();
      if (!join(Deadline.in(AFTER_INTERRUPT))) {
        log.warn("handlers do not heed their interruption; their jobs will come again");
        stages.abandon();
        if (!join(Deadline.in(AFTER_INTERRUPT))) {
          abandon();
        }
      }
    }
  }

  /** Closes all connections at once; servers take back what they had handed out. */
  public void abandon() {
    stages.quiesce();
    workers.forEach(NodeWorker::abandon);
  }

  private boolean join(Deadline deadline) throws InterruptedException {
    for (var thread : threads) {
      if (!thread.join(deadline.remaining())) {
        return false;
      }
    }
    return true;
  }
}
