package dev.belfry.console.internal.live;

import dev.belfry.tasks.QueueInfo.Attempts;
import dev.belfry.tasks.QueueSample;
import dev.belfry.tasks.QueueSamples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers the counters of some minutes. For one thread. */
final class RecentAttempts {
  /** Long enough for a rate to mean something, short enough to see a change. */
  private static final Duration WINDOW = Duration.ofMinutes(5);

  /** Fewer samples are kept than are taken. */
  private static final Duration STEP = Duration.ofSeconds(20);

  private final Deque<Counters> past = new ArrayDeque<>();
  private Optional<QueueSamples> last = Optional.empty();

  private record Counters(Instant at, Map<String, Attempts> totals) {}

  void add(QueueSamples samples) {
    Counters newest = past.peekLast();
    if (newest == null || !newest.at.plus(STEP).isAfter(samples.at())) {
      Map<String, Attempts> totals = new HashMap<>();
      samples.queues().forEach(each -> totals.put(each.queue(), each.total()));
      past.addLast(new Counters(samples.at(), totals));
    }
    while (past.size() > 1 && past.getFirst().at.plus(WINDOW).isBefore(samples.at())) {
      past.removeFirst();
    }
    last = Optional.of(samples);
  }

  /** Attempts since the oldest sample that is remembered. */
  Attempts since(QueueSample now) {
    Counters oldest = past.peekFirst();
    Attempts then = oldest == null ? null : oldest.totals.get(now.queue());
    return then == null
        ? new Attempts(0, 0)
        : new Attempts(
            Math.max(0, now.total().processed() - then.processed()),
            Math.max(0, now.total().failed() - then.failed()));
  }

  /** How fast a queue has been since the last sample. */
  Rates rates(QueueSample now, Instant at) {
    return last.flatMap(before ->
            find(before, now.queue())
                .map(then -> {
                  double seconds = Duration.between(before.at(), at).toMillis() / 1000.0;
                  return seconds <= 0
                      ? Rates.UNKNOWN
                      : Rates.of(
                          now.total().processed() - then.total().processed(),
                          now.total().failed() - then.total().failed(),
                          live(now) - live(then),
                          seconds);
                }))
        .orElse(Rates.UNKNOWN);
  }

  private static Optional<QueueSample> find(QueueSamples samples, String queue) {
    return samples.queues().stream().filter(each -> each.queue().equals(queue)).findFirst();
  }

  /** Tasks that have not ended. */
  private static long live(QueueSample sample) {
    StateCounts counts = StateCounts.of(sample.counts());
    return counts.sum() - counts.completed() - counts.archived();
  }
}
