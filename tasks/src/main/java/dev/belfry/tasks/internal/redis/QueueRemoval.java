package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.internal.wire.Keys;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Removes what belongs to a queue as a whole. Thread-safe. */
final class QueueRemoval {
  /** Day counters end after 90 days; clocks may differ. */
  private static final int COUNTER_DAYS = 92;

  private final RedisLink link;
  private final RedisClock clock;

  QueueRemoval(RedisLink link, RedisClock clock) {
    this.link = link;
    this.clock = clock;
  }

  /** Removes flags and counters, if the queue has no tasks; says whether it did. */
  boolean removeKeys(Keys keys) {
    List<String> all =
        new ArrayList<>(
            List.of(
                keys.pending(),
                keys.active(),
                keys.lease(),
                keys.scheduled(),
                keys.retry(),
                keys.archived(),
                keys.completed(),
                keys.groups(),
                keys.aggregationSets(),
                keys.paused(),
                keys.processed(),
                keys.failed()));
    LocalDate tomorrow = clock.now().atZone(ZoneOffset.UTC).toLocalDate().plusDays(1);
    IntStream.range(0, COUNTER_DAYS)
        .mapToObj(tomorrow::minusDays)
        .forEach(day -> {
          all.add(keys.processed(day));
          all.add(keys.failed(day));
        });
    return link.number(Script.REMOVE_QUEUE, new Arguments(), all.toArray(String[]::new)) == 1;
  }
}
