package dev.belfry.bench.kafka;

import dev.belfry.bench.load.Figures;
import dev.belfry.embedded.EmbeddedKafka;
import dev.belfry.kafka.KafkaQueue;
import dev.belfry.messaging.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many messages a second a handler that does nothing gets, beside a bare loop: in turns, after
 * a round that does not count.
 *
 * @param partitions of the topic
 * @param messages of 100 bytes in it
 * @param rounds that count, each with every way
 */
record NoopHandlers(int partitions, int messages, int rounds) {
  void measure(EmbeddedKafka kafka, List<Way> ways, Figures figures) throws InterruptedException {
    Drain drain = Backlog.of(kafka, "noop", partitions, messages);
    Map<Way, List<Double>> rates = new EnumMap<>(Way.class);
    for (int round = 0; round <= rounds; round++) {
      var order = new ArrayList<>(ways);
      if (round % 2 == 1) {
        Collections.reverse(order);
      }
      for (Way way : order) {
        double rate = once(drain, way);
        if (round > 0) {
          rates.computeIfAbsent(way, any -> new ArrayList<>()).add(rate);
        }
      }
    }
    rates.forEach((way, all) -> {
      figures.put(way + "PerSecond", Math.round(median(all)));
      figures.put(way + "Rounds", (Object) all.stream().map(Math::round).toList());
    });
    rates.forEach((way, all) -> {
      List<Double> bare = rates.get(way.bare());
      if (bare != null && way != way.bare()) {
        figures.put(way + "ToBare", median(all) / median(bare));
      }
    });
  }

  private double once(Drain drain, Way way) throws InterruptedException {
    var tally = new Tally(messages);
    switch (way) {
      case BARE -> drain.bare(tally);
      case BARE_SHARE -> drain.bareShare(tally);
      case PARTITION, KEY, SHARE ->
          drain.by(
              way,
              tally,
              KafkaQueue.DEFAULT_PARALLELISM,
              message -> {
                tally.add();
                return Outcome.done();
              });
    }
    return tally.perSecond();
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
