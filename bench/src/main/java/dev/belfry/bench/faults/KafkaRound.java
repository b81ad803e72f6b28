package dev.belfry.bench.faults;

import dev.belfry.bench.messages.MessageLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * One round: messages come, consumers and the broker die meanwhile, and when all is quiet the books
 * are balanced.
 */
record KafkaRound(KafkaPlan plan) {

  /** Something that happens at a time after the begin. */
  private record Event(long atNanos, Action action) {}

  /** What happens. */
  @FunctionalInterface
  private interface Action {
    void run() throws Exception;
  }

  KafkaRoundResult play() throws Exception {
    long start = System.nanoTime();
    var random = new SplittableRandom(plan.seed());
    try (var stage = new KafkaStage(plan)) {
      stage.serve();
      Patience.until("all members are there", () -> !stage.consumers().isEmpty());
      var sent = new SentMessages(plan.load(), stage.bootstrapServers());
      sent.start();
      long begin = System.nanoTime();
      for (Event event : events(stage, random)) {
        TimeUnit.NANOSECONDS.sleep(begin + event.atNanos() - System.nanoTime());
        event.action().run();
      }
      sent.finish();
      awaitAll(sent, stage);
      stage.finish();
      var result = new KafkaJudge(plan, stage).judge(sent, (System.nanoTime() - start) / 1_000_000);
      if (!result.isClean()) {
        System.err.println("the consumers' logs are in " + stage.keepLogs());
      }
      return result;
    }
  }

  /** However long it takes, as long as it goes on: in the order of partitions that may be long. */
  private static void awaitAll(SentMessages sent, KafkaStage stage) throws Exception {
    var missing = new HashSet<>(sent.places());
    while (!missing.isEmpty()) {
      int before = missing.size();
      try {
        Patience.until(
            "more messages are done",
            () -> {
              missing.removeAll(done(stage));
              return missing.size() < before || missing.isEmpty();
            });
      } catch (IllegalStateException e) {
        throw new IllegalStateException(
            "%d messages are not done, one of them %s; the consumers' logs are in %s"
                .formatted(missing.size(), missing.iterator().next(), stage.keepLogs()),
            e);
      }
    }
  }

  private static Set<SentMessages.Place> done(KafkaStage stage) throws IOException {
    var places = new HashSet<SentMessages.Place>();
    for (ConsumerProcess consumer : stage.consumers()) {
      for (MessageLine line : consumer.deliveries()) {
        places.add(new SentMessages.Place(line.partition(), line.offset()));
      }
    }
    return places;
  }

  private List<Event> events(KafkaStage stage, SplittableRandom random) {
    var events = new ArrayList<Event>();
    spread(plan.faults().kills(), random, () -> stage.kill(random), events);
    spread(plan.faults().restarts(), random, stage::restartBroker, events);
    long every = plan.faults().rebalance().toNanos();
    for (long at = every; at < plan.load().duration().toNanos(); at += every) {
      events.add(new Event(at, stage::rebalance));
    }
    events.sort(Comparator.comparingLong(Event::atNanos));
    return events;
  }

  /** Each in a part of the time of its own, at a random moment of it. */
  private void spread(int times, SplittableRandom random, Action action, List<Event> events) {
    for (int i = 0; i < times; i++) {
      double part = plan.load().duration().toNanos() / (double) times;
      events.add(new Event((long) ((i + 0.2 + 0.6 * random.nextDouble()) * part), action));
    }
  }
}
