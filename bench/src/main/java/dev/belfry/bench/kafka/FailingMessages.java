package dev.belfry.bench.kafka;

import dev.belfry.bench.load.Figures;
import dev.belfry.bench.messages.NumberedMessages;
import dev.belfry.embedded.EmbeddedKafka;
import dev.belfry.kafka.DeadLetter;
import dev.belfry.kafka.DeadLetterSelection;
import dev.belfry.kafka.DeadLetters;
import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.KafkaQueue;
import dev.belfry.kafka.ReplayOptions;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What messages that fail do to those that do not: 5 % fail twice and 0.1 % for ever. The same
 * topic is read with and without failures, once as a backlog and once as messages come. Those that
 * fail for ever must lie in the dead-letter topic, they and no others, and be handled by a replay
 * when nothing is broken any more.
 *
 * @param way in which the topic is read
 * @param messages of each part
 * @param perSecond how fast messages come in the second part
 * @param seed decides which ones fail
 */
record FailingMessages(Way way, int messages, int perSecond, Settings settings, long seed) {
  private static final Duration END = Duration.ofSeconds(20);

  /**
   * How the topic is read.
   *
   * @param partitions of the topic
   * @param parallelism handlers at once
   * @param work of each attempt
   */
  record Settings(int partitions, int parallelism, Duration work) {}

  void measure(EmbeddedKafka kafka, Figures figures) throws InterruptedException {
    backlog(kafka, "warm-up", true);
    var base = backlog(kafka, "backlog-good", false);
    var failing = backlog(kafka, "backlog-failing", true);
    figures.put(way + "GoodPerSecond", base.perSecond());
    figures.put(way + "GoodPerSecondBesideFailures", failing.perSecond());
    figures.put(way + "TimeRatio", failing.seconds() / base.seconds());

    base = paced(kafka, "paced-good", false, figures);
    failing = paced(kafka, "paced-failing", true, figures);
    figures.put(way + "MeanMs", base.meanMillis());
    figures.put(way + "MeanMsBesideFailures", failing.meanMillis());
    figures.put(way + "MeanRatio", failing.meanMillis() / base.meanMillis());
    figures.put(way + "P99Ms", base.millis(0.99));
    figures.put(way + "P99MsBesideFailures", failing.millis(0.99));
  }

  private Tally backlog(EmbeddedKafka kafka, String name, boolean broken)
      throws InterruptedException {
    String topic = name + "-" + way;
    Backlog.of(kafka, topic, settings.partitions(), messages);
    var counts = FailingHandler.Counts.of(messages, seed);
    var queue = queue(kafka, topic, new FailingHandler(settings.work(), seed, broken, counts));
    queue.start();
    try {
      counts.good().await(topic);
      counts.failedTwice().await(topic);
    } finally {
      queue.stop(Deadline.in(END));
    }
    return counts.good();
  }

  private Tally paced(EmbeddedKafka kafka, String name, boolean broken, Figures figures)
      throws InterruptedException {
    String topic = name + "-" + way;
    kafka.createTopic(topic, settings.partitions());
    // Counted before the first letter comes, which would make it.
    kafka.createTopic(letters(topic), settings.partitions());
    var counts = FailingHandler.Counts.of(messages, seed);
    var handler = new FailingHandler(settings.work(), seed, broken, counts);
    var queue = queue(kafka, topic, handler);
    queue.start();
    try {
      Backlog.come(kafka, topic, messages, perSecond);
      counts.good().await(topic);
      counts.failedTwice().await(topic);
      if (broken) {
        letters(kafka, topic, handler, counts, figures);
      }
    } finally {
      queue.stop(Deadline.in(END));
    }
    return counts.good();
  }

  private KafkaQueue queue(EmbeddedKafka kafka, String topic, FailingHandler handler) {
    return KafkaQueue.builder(KafkaConnection.to(kafka.bootstrapServers()), group(), topic, handler)
        .mode(way.mode())
        .parallelism(settings.parallelism())
        .retries(RetryPlan.fixed(Duration.ofSeconds(1), 4).onRetryTopic())
        .build();
  }

  /** A group of its own for each way: one of consumers cannot become one of shares. */
  private String group() {
    return "failing-" + way;
  }

  private String letters(String topic) {
    return topic + "." + group() + ".dlt";
  }

  private void letters(
      EmbeddedKafka kafka,
      String topic,
      FailingHandler handler,
      FailingHandler.Counts counts,
      Figures figures)
      throws InterruptedException {
    var connection = KafkaConnection.to(kafka.bootstrapServers());
    var letters = DeadLetters.of(connection, letters(topic));
    int[] expected = Fate.FAILS_ALWAYS.among(messages, seed);
    long limit = System.nanoTime() + END.multipliedBy(3).toNanos();
    while (letters.count(DeadLetterSelection.all()) < expected.length
        && System.nanoTime() < limit) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    List<DeadLetter> found = letters.list(DeadLetterSelection.all());
    int[] numbers =
        found.stream().mapToInt(letter -> NumberedMessages.numberOf(letter.message())).toArray();
    Arrays.sort(numbers);
    figures.put(way + "DeadLetters", (long) numbers.length);
    figures.put(way + "DeadLettersAsForetold", (Object) Arrays.equals(numbers, expected));
    figures.put(
        way + "DeadLettersWithCause",
        found.stream()
            .filter(letter -> letter.attempts() == 4 && letter.cause().stack() != null)
            .count());
    handler.mend();
    figures.put(
        way + "Replayed", letters.replay(DeadLetterSelection.all(), ReplayOptions.standard()));
    counts.failedAlways().await(topic + " replayed");
    figures.put(way + "HandledAfterReplay", (long) counts.failedAlways().count());
    figures.put(way + "DeadLettersLeft", letters.count(DeadLetterSelection.all()));
    figures.put(
        way + "HandledInAll",
        (long)
            (counts.good().count() + counts.failedTwice().count() + counts.failedAlways().count()));
  }
}
