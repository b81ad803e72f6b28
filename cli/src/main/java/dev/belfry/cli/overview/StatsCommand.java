package dev.belfry.cli.overview;

import dev.belfry.cli.BelfryCommand;
import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.RedisCommand;
import dev.belfry.cli.out.Table;
import dev.belfry.cli.out.Text;
import dev.belfry.cli.view.QueueView;
import dev.belfry.cli.view.StatsView;
import dev.belfry.tasks.QueueInfo;
import dev.belfry.tasks.RedisInfo;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code belfry stats}. */
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    description = "Shows how all queues stand, and the Redis that has them.")
public final class StatsCommand extends RedisCommand.Watched implements BelfryCommand {
  private static final List<String> REDIS =
      List.of(
          "redis_version",
          "uptime_in_days",
          "connected_clients",
          "used_memory_human",
          "used_memory_peak_human");
  private static final List<String> CLUSTER =
      List.of("cluster_state", "cluster_known_nodes", "cluster_size");

  /** For picocli. */
  public StatsCommand() {}

  @Override
  protected int look(TaskInspector inspector) {
    List<QueueInfo> queues = inspector.queues().stream().map(inspector::queue).toList();
    Map<TaskState, Long> counts = new EnumMap<>(TaskState.class);
    queues.forEach(
        queue -> queue.counts().forEach((state, tasks) -> counts.merge(state, tasks, Long::sum)));
    long processed = queues.stream().mapToLong(queue -> queue.today().processed()).sum();
    long failed = queues.stream().mapToLong(queue -> queue.today().failed()).sum();
    Map<String, String> redis = redis(inspector.redis());
    Instant now = Instant.now();
    if (isJson()) {
      out()
          .json(
              new StatsView(
                  QueueView.counts(counts),
                  new QueueView.Attempts(processed, failed),
                  queues.stream().map(QueueView::of).toList(),
                  redis,
                  now));
      return ExitCodes.DONE;
    }
    out().heading("Tasks by state");
    var states =
        new Table(
            "ACTIVE", "PENDING", "AGGREGATING", "SCHEDULED", "RETRY", "ARCHIVED", "COMPLETED");
    states.row(
        of(counts, TaskState.ACTIVE),
        of(counts, TaskState.PENDING),
        of(counts, TaskState.AGGREGATING),
        of(counts, TaskState.SCHEDULED),
        of(counts, TaskState.RETRY),
        of(counts, TaskState.ARCHIVED),
        of(counts, TaskState.COMPLETED));
    out().table(states);
    out().line("");
    out().heading("Tasks by queue");
    var sizes = new Table("QUEUE", "TASKS", "STATE", "LATENCY");
    queues.forEach(queue ->
        sizes.row(
            queue.queue(),
            queue.size(),
            queue.isPaused() ? "paused" : "run",
            Text.span(queue.latency())));
    out().table(sizes);
    out().line("");
    out().heading("Attempts on " + now.atZone(ZoneOffset.UTC).toLocalDate() + " (UTC)");
    out()
        .table(
            new Table("PROCESSED", "FAILED", "ERROR RATE")
                .row(processed, failed, Text.percent(failed, processed)));
    out().line("");
    out().heading("Redis");
    var values = new Table("WHAT", "VALUE");
    redis.forEach(values::row);
    out().table(values);
    return ExitCodes.DONE;
  }

  private static long of(Map<TaskState, Long> counts, TaskState state) {
    return counts.getOrDefault(state, 0L);
  }

  private static Map<String, String> redis(RedisInfo info) {
    Map<String, String> shown = new LinkedHashMap<>();
    Map<String, String> values = info.values();
    REDIS.forEach(name -> shown.put(name, values.getOrDefault(name, "-")));
    Map<String, String> cluster = info.clusterValues();
    CLUSTER.stream()
        .filter(cluster::containsKey)
        .forEach(name -> shown.put(name, cluster.getOrDefault(name, "-")));
    return shown;
  }
}
