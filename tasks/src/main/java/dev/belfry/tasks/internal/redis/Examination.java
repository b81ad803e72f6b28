package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.DoctorReport;
import dev.belfry.tasks.DoctorReport.Coverage;
import dev.belfry.tasks.internal.wire.Keys;
import dev.belfry.tasks.internal.wire.Keyspace;
import dev.belfry.tasks.internal.wire.SchedulerEntry;
import dev.belfry.tasks.internal.wire.UndecodableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One examination: first over the lists and sets of each known queue, then over all keys, then once
 * more at what seemed wrong. For one thread, once.
 */
final class Examination {
  private final RedisLink link;
  private final Keyspace keyspace;
  private final RedisClock clock;
  private final Surveying surveying;
  private final Judging judging;
  private final Pace pace;
  private final Suspects suspects;
  private final Set<String> registered;
  private final Map<String, QueueExamination> queues = new HashMap<>();
  private final Set<String> histories = new HashSet<>();

  Examination(RedisLink link, RedisClock clock, Set<String> registered, Pace pace, int most) {
    this.link = link;
    this.clock = clock;
    this.registered = registered;
    this.pace = pace;
    keyspace = link.keyspace();
    surveying = new Surveying(link);
    judging = new Judging(link, surveying);
    suspects = new Suspects(pace, most);
  }

  DoctorReport run() {
    registered.forEach(this::queue);
    new KeyScan(link).forEach(this::look);
    schedulers();
    for (String key : List.of(keyspace.servers(), keyspace.workers(), keyspace.schedulers())) {
      suspects.suspect(() -> judging.members(key, clock.now()));
    }
    Coverage coverage = suspects.isFull() ? Coverage.CUT_SHORT : Coverage.WHOLE;
    var confirmed = suspects.confirmed();
    return new DoctorReport(
        confirmed.stream().filter(finding -> !finding.kind().isNote()).toList(),
        confirmed.stream().filter(finding -> finding.kind().isNote()).toList(),
        pace.keys(),
        Duration.ofNanos(pace.nanos()),
        coverage);
  }

  private QueueExamination queue(String name) {
    var known = queues.get(name);
    if (known != null) {
      return known;
    }
    Keys keys = link.keys(name);
    var examination = new QueueExamination(keys, surveying, judging, suspects, clock.now());
    queues.put(name, examination);
    pace.took(examination.walk());
    return examination;
  }

  private void look(List<String> keys) {
    if (suspects.isFull()) {
      return;
    }
    Map<String, List<KeyName>> byQueue = new HashMap<>();
    for (String key : keys) {
      KeyName.of(key, keyspace, registered)
          .ifPresentOrElse(
              name -> byQueue.computeIfAbsent(name.queue(), any -> new ArrayList<>()).add(name),
              () -> noteHistory(key));
    }
    byQueue.forEach((queue, names) -> queue(queue).look(names));
    pace.took(keys.size());
  }

  private void noteHistory(String key) {
    if (key.startsWith(keyspace.schedulerHistory(""))) {
      histories.add(key);
    }
  }

  private void schedulers() {
    if (histories.isEmpty()) {
      return;
    }
    Set<String> entries = liveEntries();
    for (String history : histories) {
      suspects.suspect(() -> judging.history(history, entries, clock.now()));
      pace.took(1);
    }
  }

  private Set<String> liveEntries() {
    Set<String> ids = new HashSet<>();
    for (byte[] scheduler : link.call(redis -> redis.zrange(keyspace.schedulers(), 0, -1))) {
      String key = new String(scheduler, UTF_8);
      for (byte[] entry : link.call(redis -> redis.lrange(key, 0, -1))) {
        idOf(entry).ifPresent(ids::add);
      }
    }
    return ids;
  }

  /** What cannot be read ends by itself within seconds. */
  private static Optional<String> idOf(byte[] entry) {
    try {
      return Optional.of(SchedulerEntry.decode(entry).id());
    } catch (UndecodableException e) {
      return Optional.empty();
    }
  }

  /** A moment from which on what is new has not been seen by the walk over a queue. */
  static String nanos(Instant instant) {
    return instant.getEpochSecond() + "%09d".formatted(instant.getNano());
  }
}
