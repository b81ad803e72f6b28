package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.DailyStats;
import dev.belfry.tasks.GroupInfo;
import dev.belfry.tasks.QueueInfo;
import dev.belfry.tasks.QueueInfo.Attempts;
import dev.belfry.tasks.QueueNotFoundException;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.internal.wire.Keys;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads how queues stand. Thread-safe. */
final class QueueReading {
  /** Places in the reply of the script. */
  private static final List<TaskState> COUNTED =
      List.of(
          TaskState.PENDING,
          TaskState.ACTIVE,
          TaskState.SCHEDULED,
          TaskState.RETRY,
          TaskState.ARCHIVED,
          TaskState.COMPLETED);

  private static final int PAUSED = 7;
  private static final int PROCESSED = 8;
  private static final int FAILED = 9;
  private static final int PROCESSED_TODAY = 10;
  private static final int FAILED_TODAY = 11;
  private static final int SINCE = 12;

  private final RedisLink link;
  private final RedisClock clock;

  QueueReading(RedisLink link, RedisClock clock) {
    this.link = link;
    this.clock = clock;
  }

  /** A queue exists if it is registered, or if it has a task all the same. */
  void require(String queue) {
    Keys keys = link.keys(queue);
    String all = link.keyspace().queues();
    var registered = link.send(redis -> redis.sismember(all, queue.getBytes(UTF_8)));
    var present =
        link.send(redis ->
            redis.exists(
                keys.pending(),
                keys.active(),
                keys.scheduled(),
                keys.retry(),
                keys.archived(),
                keys.completed(),
                keys.groups(),
                keys.aggregationSets()));
    boolean exists = link.await(registered);
    if (link.await(present) == 0 && !exists) {
      throw new QueueNotFoundException(queue);
    }
  }

  QueueInfo info(String queue) {
    require(queue);
    Keys keys = link.keys(queue);
    LocalDate today = today();
    var reply =
        link.list(
            Script.QUEUE_INFO,
            new Arguments().add(keys.taskPrefix()),
            keys.pending(),
            keys.active(),
            keys.scheduled(),
            keys.retry(),
            keys.archived(),
            keys.completed(),
            keys.paused(),
            keys.processed(),
            keys.failed(),
            keys.processed(today),
            keys.failed(today));
    Map<TaskState, Long> counts = new EnumMap<>(TaskState.class);
    for (int i = 0; i < COUNTED.size(); i++) {
      counts.put(COUNTED.get(i), reply.number(i + 1));
    }
    QueueInfo.Groups groups = totals(groups(queue));
    counts.put(TaskState.AGGREGATING, groups.waiting() + groups.staged());
    Instant now = Instant.ofEpochMilli(reply.number(0));
    return new QueueInfo(
        queue,
        counts,
        groups,
        latency(reply.text(SINCE), now),
        attempts(reply.text(PROCESSED_TODAY), reply.text(FAILED_TODAY)),
        attempts(reply.text(PROCESSED), reply.text(FAILED)),
        Optional.ofNullable(Records.second(reply.text(PAUSED))),
        now);
  }

  private static QueueInfo.Groups totals(List<GroupInfo> groups) {
    long waiting = groups.stream().mapToLong(GroupInfo::waiting).sum();
    long staged = groups.stream().mapToLong(GroupInfo::staged).sum();
    return new QueueInfo.Groups(groups.size(), waiting, staged);
  }

  private static Duration latency(String since, Instant now) {
    Instant start = Records.nanos(since);
    return start == null || start.isAfter(now) ? Duration.ZERO : Duration.between(start, now);
  }

  /** The newest day first. */
  List<DailyStats> history(String queue, int days) {
    require(queue);
    Keys keys = link.keys(queue);
    LocalDate today = today();
    List<LocalDate> dates = IntStream.range(0, days).mapToObj(today::minusDays).toList();
    String[] counters =
        dates.stream()
            .flatMap(date -> Stream.of(keys.processed(date), keys.failed(date)))
            .toArray(String[]::new);
    List<String> values =
        link.call(redis -> redis.mget(counters)).stream()
            .map(value -> value.hasValue() ? new String(value.getValue(), UTF_8) : "0")
            .toList();
    return IntStream.range(0, days)
        .mapToObj(i ->
            new DailyStats(queue, dates.get(i), attempts(values.get(2 * i), values.get(2 * i + 1))))
        .toList();
  }

  private static Attempts attempts(String processed, String failed) {
    return new Attempts(number(processed), number(failed));
  }

  /** A counter that is no number is something for the doctor, not for everyone who looks. */
  static long number(String text) {
    return text.matches("\\d{1,19}") ? Long.parseUnsignedLong(text) : 0;
  }

  private LocalDate today() {
    return clock.now().atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** By name; those that have tasks waiting, or with an aggregator. */
  List<GroupInfo> groups(String queue) {
    Keys keys = link.keys(queue);
    Map<String, Long> staged = staged(keys);
    var names = new TreeSet<>(staged.keySet());
    link.call(redis -> redis.smembers(keys.groups()))
        .forEach(name -> names.add(new String(name, UTF_8)));
    Map<String, CompletionStage<Long>> sizes = new TreeMap<>();
    names.forEach(name -> sizes.put(name, link.send(redis -> redis.zcard(keys.group(name)))));
    return sizes.entrySet().stream()
        .map(size ->
            new GroupInfo(
                size.getKey(), link.await(size.getValue()), staged.getOrDefault(size.getKey(), 0L)))
        .filter(group -> group.waiting() + group.staged() > 0)
        .toList();
  }

  private Map<String, Long> staged(Keys keys) {
    Map<String, CompletionStage<Long>> sizes = new TreeMap<>();
    for (byte[] set : link.call(redis -> redis.zrange(keys.aggregationSets(), 0, -1))) {
      String key = new String(set, UTF_8);
      sizes.put(key, link.send(redis -> redis.zcard(key)));
    }
    Map<String, Long> staged = new TreeMap<>();
    sizes.forEach((key, size) -> staged.merge(group(keys, key), link.await(size), Long::sum));
    return staged;
  }

  /** The name of a set is that of its group, a colon, and its own id, which has no colon. */
  private static String group(Keys keys, String set) {
    int start = Math.min(keys.groupPrefix().length(), set.length());
    return set.substring(start, Math.max(start, set.lastIndexOf(':')));
  }
}
