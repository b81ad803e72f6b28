package dev.belfry.bench.faults;

import dev.belfry.bench.faults.SentMessages.Place;
import dev.belfry.bench.messages.MessageLine;
import dev.belfry.kafka.ConsumerMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Balances the books of a round. */
final class KafkaJudge {
  /** 1 s: a commit may be under way, and fail, so long after its messages were handled. */
  private static final long SLACK_MILLIS = 1_000;

  private final KafkaPlan plan;
  private final KafkaStage stage;

  /** A line with whose it is. */
  private record Entry(ConsumerProcess consumer, MessageLine line) {
    /** How long before its consumer was killed; negative if it was not. */
    long beforeDeath() {
      Long death = consumer.deathMillis();
      return death == null ? -1 : Math.max(0, death - line.endMillis());
    }
  }

  KafkaJudge(KafkaPlan plan, KafkaStage stage) {
    this.plan = plan;
    this.stage = stage;
  }

  KafkaRoundResult judge(SentMessages sent, long millis) throws IOException {
    var runs = new HashMap<Place, List<Entry>>();
    var attempts = new HashMap<Place, List<Entry>>();
    var deliveries = new HashMap<Place, List<Entry>>();
    for (ConsumerProcess consumer : stage.consumers()) {
      for (MessageLine line : consumer.runs()) {
        add(attempts, consumer, line);
        if (stage.isDone(line)) {
          add(runs, consumer, line);
        }
      }
      consumer.deliveries().forEach(line -> add(deliveries, consumer, line));
    }
    return new KafkaRoundResult(
        plan,
        new KafkaRoundResult.Sent(sent.places().size(), sent.unknown(), stage.joinsAndLeaves()),
        sent.places().stream().filter(place -> !runs.containsKey(place)).toList(),
        plan.mode() == ConsumerMode.SHARE ? List.of() : outOfOrder(attempts, runs),
        twice(deliveries, (place, before) -> true),
        twice(runs, (place, before) -> !wasDone(deliveries.get(place), before.consumer())),
        millis);
  }

  private static void add(
      Map<Place, List<Entry>> entries, ConsumerProcess consumer, MessageLine line) {
    entries
        .computeIfAbsent(new Place(line.partition(), line.offset()), any -> new ArrayList<>())
        .add(new Entry(consumer, line));
  }

  /** Those that began before the one before them in their key was done. */
  private static List<String> outOfOrder(
      Map<Place, List<Entry>> attempts, Map<Place, List<Entry>> runs) {
    var byKey = new HashMap<String, TreeMap<Long, Place>>();
    attempts.forEach((place, all) ->
        byKey
            .computeIfAbsent(all.getFirst().line().key(), any -> new TreeMap<>())
            .put(place.offset(), place));
    var found = new ArrayList<String>();
    byKey.forEach((key, places) -> {
      long before = 0;
      for (Place place : places.values()) {
        long began =
            attempts.getOrDefault(place, List.of()).stream()
                .mapToLong(entry -> entry.line().startMillis())
                .min()
                .orElseThrow();
        if (began < before) {
          found.add("%s at %s began %d ms too early".formatted(key, place, before - began));
        }
        before =
            runs.getOrDefault(place, List.of()).stream()
                .mapToLong(entry -> entry.line().endMillis())
                .min()
                .orElse(Long.MAX_VALUE);
      }
    });
    return found;
  }

  /** Whether the guard's mark was written before its consumer died. */
  private static boolean wasDone(@Nullable List<Entry> deliveries, ConsumerProcess consumer) {
    return deliveries != null
        && deliveries.stream().anyMatch(entry -> entry.consumer() == consumer);
  }

  /**
   * Those that are there more than once, and why.
   *
   * @param excuses whether a death excuses what is repeated
   */
  private KafkaRoundResult.Twice twice(
      Map<Place, List<Entry>> entries, BiPredicate<Place, Entry> excuses) {
    int forDeath = 0;
    int forBroker = 0;
    long oldest = 0;
    var unexplained = new ArrayList<String>();
    for (var found : entries.entrySet()) {
      List<Entry> all =
          found.getValue().stream()
              .sorted(Comparator.comparingLong(entry -> entry.line().endMillis()))
              .toList();
      for (int i = 1; i < all.size(); i++) {
        Entry before = all.get(i - 1);
        if (before.beforeDeath() >= 0 && excuses.test(found.getKey(), before)) {
          forDeath++;
          oldest = Math.max(oldest, before.beforeDeath());
        } else if (brokerDied(before.line(), all.get(i).line())) {
          forBroker++;
        } else {
          unexplained.add(found.getKey() + ": " + before.line() + ", " + all.get(i).line());
        }
      }
    }
    return new KafkaRoundResult.Twice(forDeath, oldest, forBroker, unexplained);
  }

  private boolean brokerDied(MessageLine before, MessageLine after) {
    return stage.absences().stream()
        .anyMatch(absence ->
            absence.backMillis() >= before.startMillis() - SLACK_MILLIS
                && absence.killedMillis() <= after.endMillis());
  }
}
