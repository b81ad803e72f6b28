package dev.belfry.bench.kafka;

import dev.belfry.bench.load.Figures;
import dev.belfry.embedded.EmbeddedKafka;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.Outcome;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What order by key brings when a handler takes its time and partitions are few.
 *
 * @param partitions of the topics
 * @param messages for the order by key; the order by partition gets a fiftieth of them
 * @param parallelism handlers at once
 * @param work of each handler
 */
record SlowHandlers(int partitions, int messages, int parallelism, Duration work) {
  private static final int FEWER = 50;

  void measure(EmbeddedKafka kafka, Figures figures) throws InterruptedException {
    double byPartition = once(kafka, "slow-partition", Way.PARTITION, messages / FEWER);
    once(kafka, "slow-warm-up", Way.KEY, messages);
    double byKey = once(kafka, "slow-key", Way.KEY, messages);
    figures.put("partitionPerSecond", Math.round(byPartition));
    figures.put("keyPerSecond", Math.round(byKey));
    figures.put("keyToPartition", byKey / byPartition);
  }

  private double once(EmbeddedKafka kafka, String topic, Way way, int count)
      throws InterruptedException {
    Drain drain = Backlog.of(kafka, topic, partitions, count);
    var tally = new Tally(count);
    MessageHandler handler =
        message -> {
          TimeUnit.NANOSECONDS.sleep(work.toNanos());
          tally.add();
          return Outcome.done();
        };
    drain.by(way, tally, parallelism, handler);
    return tally.perSecond();
  }
}
