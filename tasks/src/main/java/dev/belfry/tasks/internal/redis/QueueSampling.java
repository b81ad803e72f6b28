package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.QueueInfo.Attempts;
import dev.belfry.tasks.QueueSample;
import dev.belfry.tasks.QueueSamples;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.internal.wire.Keys;
import io.lettuce.core.KeyValue;
import io.lettuce.core.Range;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all queues in three round trips. Plain commands, because a script would keep Redis from
 * others for as long as it runs; and no more of them than there is to see. Thread-safe.
 */
final class QueueSampling {
  /** A server that is alive forwards sooner. */
  private static final long PAST_DUE_SECONDS = 30;

  private final RedisLink link;
  private final RedisClock clock;

  QueueSampling(RedisLink link, RedisClock clock) {
    this.link = link;
    this.clock = clock;
  }

  QueueSamples sample(Collection<String> queues) {
    Instant now = clock.ask();
    var look = new Look(now);
    List<Sizes> sizes = queues.stream().map(look::sizes).toList();
    Map<String, String> values = look.values(queues);
    List<Details> details = sizes.stream().map(look::details).toList();
    List<QueueSample> samples =
        details.stream().map(detail -> look.sample(detail, values)).toList();
    // SMEMBERS and TIME besides.
    return new QueueSamples(samples, now, look.commands + 2);
  }

  private record Sizes(
      Keys keys, Map<TaskState, CompletionStage<Long>> counts, CompletionStage<Long> groups) {}

  private record Details(
      Keys keys,
      Map<TaskState, Long> counts,
      long groups,
      @Nullable CompletionStage<byte[]> since,
      List<CompletionStage<Long>> orphans,
      List<CompletionStage<Long>> pastDue) {}

  /** One look; for one thread. */
  private final class Look {
    private final Instant now;
    private final LocalDate today;
    private long commands;

    Look(Instant now) {
      this.now = now;
      today = now.atZone(ZoneOffset.UTC).toLocalDate();
    }

    Sizes sizes(String queue) {
      Keys keys = link.keys(queue);
      Map<TaskState, CompletionStage<Long>> counts = new EnumMap<>(TaskState.class);
      counts.put(TaskState.PENDING, send(redis -> redis.llen(keys.pending())));
      counts.put(TaskState.ACTIVE, send(redis -> redis.llen(keys.active())));
      for (TaskState state :
          List.of(TaskState.SCHEDULED, TaskState.RETRY, TaskState.ARCHIVED, TaskState.COMPLETED)) {
        counts.put(state, send(redis -> redis.zcard(keys.container(state))));
      }
      return new Sizes(keys, counts, send(redis -> redis.scard(keys.groups())));
    }

    private List<String> counters(Keys keys) {
      return List.of(
          keys.paused(),
          keys.processed(),
          keys.failed(),
          keys.processed(today),
          keys.failed(today));
    }

    /** Those of all queues at once; in a Cluster, of all queues of a slot. */
    Map<String, String> values(Collection<String> queues) {
      String[] names =
          queues.stream()
              .flatMap(queue -> counters(link.keys(queue)).stream())
              .toArray(String[]::new);
      if (names.length == 0) {
        return Map.of();
      }
      commands++;
      List<KeyValue<String, byte[]>> found = link.call(redis -> redis.mget(names));
      Map<String, String> values = new HashMap<>();
      found.stream()
          .filter(KeyValue::hasValue)
          .forEach(value -> values.put(value.getKey(), new String(value.getValue(), UTF_8)));
      return values;
    }

    Details details(Sizes sizes) {
      Keys keys = sizes.keys;
      Map<TaskState, Long> counts = new EnumMap<>(TaskState.class);
      sizes.counts.forEach((state, size) -> counts.put(state, link.await(size)));
      long groups = link.await(sizes.groups);
      long second = now.getEpochSecond();
      List<CompletionStage<Long>> orphans = new ArrayList<>();
      if (counts.getOrDefault(TaskState.ACTIVE, 0L) > 0) {
        orphans.add(
            send(redis ->
                redis.zcount(
                    keys.lease(),
                    Range.from(Range.Boundary.unbounded(), Range.Boundary.excluding(second)))));
      }
      List<CompletionStage<Long>> pastDue = new ArrayList<>();
      Stream.of(TaskState.SCHEDULED, TaskState.RETRY)
          .filter(state -> counts.getOrDefault(state, 0L) > 0)
          .forEach(state ->
              pastDue.add(
                  send(redis ->
                      redis.zcount(
                          keys.container(state),
                          Range.from(
                              Range.Boundary.unbounded(),
                              Range.Boundary.excluding(second - PAST_DUE_SECONDS))))));
      CompletionStage<byte[]> since =
          counts.getOrDefault(TaskState.PENDING, 0L) == 0 ? null : since(keys);
      return new Details(keys, counts, groups, since, orphans, pastDue);
    }

    private CompletionStage<byte[]> since(Keys keys) {
      commands++;
      return this.<byte[]>send(redis -> redis.lindex(keys.pending(), -1))
          .thenCompose(id ->
              link.send(redis ->
                  redis.hget(keys.task(id == null ? "" : new String(id, UTF_8)), "pending_since")));
    }

    QueueSample sample(Details details, Map<String, String> values) {
      List<String> counters = counters(details.keys);
      details.counts.put(TaskState.AGGREGATING, details.groups == 0 ? 0 : grouped(details.keys));
      return new QueueSample(
          details.keys.queue(),
          details.counts,
          details.groups,
          latency(details.since),
          Optional.ofNullable(Records.second(values.getOrDefault(counters.get(0), ""))),
          attempts(values, counters.get(3), counters.get(4)),
          attempts(values, counters.get(1), counters.get(2)),
          details.orphans.stream().mapToLong(link::await).sum(),
          details.pastDue.stream().mapToLong(link::await).sum());
    }

    private long grouped(Keys keys) {
      List<CompletionStage<Long>> sizes = new ArrayList<>();
      commands += 2;
      var groups = link.send(redis -> redis.smembers(keys.groups()));
      var staged = link.send(redis -> redis.zrange(keys.aggregationSets(), 0, -1));
      for (byte[] name : link.await(groups)) {
        sizes.add(send(redis -> redis.zcard(keys.group(new String(name, UTF_8)))));
      }
      for (byte[] set : link.await(staged)) {
        sizes.add(send(redis -> redis.zcard(new String(set, UTF_8))));
      }
      return sizes.stream().mapToLong(link::await).sum();
    }

    private Duration latency(@Nullable CompletionStage<byte[]> since) {
      byte[] nanos = since == null ? null : link.await(since);
      Instant start = nanos == null ? null : Records.nanos(new String(nanos, UTF_8));
      return start == null || start.isAfter(now) ? Duration.ZERO : Duration.between(start, now);
    }

    private <T> CompletionStage<T> send(RedisLink.Command<T> command) {
      commands++;
      return link.send(command);
    }
  }

  private static Attempts attempts(Map<String, String> values, String processed, String failed) {
    return new Attempts(
        QueueReading.number(values.getOrDefault(processed, "0")),
        QueueReading.number(values.getOrDefault(failed, "0")));
  }
}
