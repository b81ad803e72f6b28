package dev.belfry.cli.view;

import dev.belfry.tasks.QueueInfo;
import dev.belfry.tasks.TaskState;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How a queue stands. */
public record QueueView(
    String queue,
    long size,
    long groups,
    long latencyMs,
    @Nullable Instant pausedSince,
    Map<String, Long> counts,
    Attempts today,
    Attempts total,
    Instant at) {

  /** Attempts that ended. */
  public record Attempts(long processed, long failed) {}

  /** Of a queue. */
  public static QueueView of(QueueInfo info) {
    return new QueueView(
        info.queue(),
        info.size(),
        info.groups().number(),
        info.latency().toMillis(),
        info.pausedSince().orElse(null),
        counts(info.counts()),
        attempts(info.today()),
        attempts(info.total()),
        info.at());
  }

  /** Counts of all states under their names. */
  public static Map<String, Long> counts(Map<TaskState, Long> counts) {
    Map<String, Long> named = new TreeMap<>();
    Arrays.stream(TaskState.values())
        .forEach(state -> named.put(name(state), counts.getOrDefault(state, 0L)));
    return named;
  }

  /** The name of a state. */
  public static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Attempts attempts(QueueInfo.Attempts attempts) {
    return new Attempts(attempts.processed(), attempts.failed());
  }
}
