package dev.belfry.bench.outbox;

import dev.belfry.bench.load.Environment;
import dev.belfry.bench.load.Figures;
import dev.belfry.outbox.Outbox;
import dev.belfry.outbox.OutboxMeters;
import dev.belfry.outbox.OutboxRelay;
import dev.belfry.service.Deadline;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Measures the way of intents from transactions to where they go: orders alone, orders with
 * intents, relaying alone, both at once, and how late a single one is. For one thread.
 */
final class OutboxBenchmark {
  private static final int SINGLES = 200;
  private static final Duration SINGLES_EVERY = Duration.ofMillis(10);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  /** A part of the load, for the JVM and the servers to become as fast as they will be. */
  private static final int WARM_UP = 2;

  /**
   * What is measured.
   *
   * @param database where the outbox is
   * @param load what a transaction writes
   * @param transactions of each measurement
   * @param writers threads that commit them
   * @param relays that share the work
   */
  record Plan(
      ShopDatabase.Place database, OutboxLoad load, int transactions, int writers, int relays) {}

  private final Plan plan;
  private final Outbox outbox = Outbox.create();
  private long expected;

  OutboxBenchmark(Plan plan) {
    this.plan = plan;
  }

  Figures run() throws InterruptedException {
    var figures = new Figures();
    figures.put("machine", (Object) Environment.machine());
    figures.put("runtime", (Object) Environment.runtime());
    figures.put("database", (Object) plan.database().kind().name());
    figures.put("load", (Object) plan.load().name());
    figures.put("transactions", (Object) plan.transactions());
    figures.put("writers", (Object) plan.writers());
    figures.put("relays", (Object) plan.relays());
    try (var destinations = new Destinations(plan.load());
        var database = new ShopDatabase(plan.database(), plan.writers() + 3 * plan.relays() + 1)) {
      measure(figures, database, destinations);
      figures.put("lost", (Object) (expected - destinations.arrived()));
    }
    return figures;
  }

  private void measure(Figures figures, ShopDatabase database, Destinations destinations)
      throws InterruptedException {
    var shop = new Shop(database.source(), outbox, plan.load());
    int warmUp = plan.transactions() / WARM_UP;
    shop.orders(warmUp, plan.writers());
    relay(database, destinations, warmUp, () -> {});

    int transactions = plan.transactions();
    int intents = transactions * plan.load().intents();
    long began = System.nanoTime();
    shop.bareOrders(transactions, plan.writers());
    figures.put("bareOrdersPerSecond", (Object) perSecond(transactions, began));

    began = System.nanoTime();
    shop.orders(transactions, plan.writers());
    figures.put("writtenPerSecond", (Object) perSecond(intents, began));

    figures.put("relayedPerSecond", (Object) relay(database, destinations, transactions, () -> {}));
    figures.put(
        "throughPerSecond",
        (Object)
            relay(
                database,
                destinations,
                transactions,
                () -> shop.orders(transactions, plan.writers())));
    singles(figures, shop, database, destinations);
  }

  /** What a relay has beside it while it is measured. */
  private interface Work {
    void run() throws InterruptedException;
  }

  /** Relays what so many transactions wrote, or write meanwhile; answers intents a second. */
  private long relay(
      ShopDatabase database, Destinations destinations, int transactions, Work meanwhile)
      throws InterruptedException {
    var meters = new SimpleMeterRegistry();
    int intents = transactions * plan.load().intents();
    expected += intents;
    List<OutboxRelay> relays = start(database, destinations, meters);
    long began = System.nanoTime();
    meanwhile.run();
    await(meters, intents);
    long perSecond = perSecond(intents, began);
    stop(relays);
    return perSecond;
  }

  private List<OutboxRelay> start(
      ShopDatabase database, Destinations destinations, MeterRegistry meters) {
    List<OutboxRelay> relays = new ArrayList<>();
    for (int i = 1; i <= plan.relays(); i++) {
      var relay =
          destinations.relay(outbox, database.source()).name("relay-" + i).meters(meters).build();
      relay.start();
      relays.add(relay);
    }
    return relays;
  }

  private static void stop(List<OutboxRelay> relays) throws InterruptedException {
    for (OutboxRelay relay : relays) {
      relay.stop(Deadline.in(STOP_LIMIT));
    }
  }

  /** The meters tell, so that nobody has to ask the database. */
  private static void await(MeterRegistry meters, int intents) throws InterruptedException {
    while (meters.find(OutboxMeters.DELAY).timers().stream().mapToLong(Timer::count).sum()
        < intents) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private void singles(Figures figures, Shop shop, ShopDatabase database, Destinations destinations)
      throws InterruptedException {
    var meters = new SimpleMeterRegistry();
    List<OutboxRelay> relays = start(database, destinations, meters);
    for (int i = 0; i < SINGLES; i++) {
      shop.order();
      TimeUnit.NANOSECONDS.sleep(SINGLES_EVERY.toNanos());
    }
    int intents = SINGLES * plan.load().intents();
    expected += intents;
    await(meters, intents);
    stop(relays);
    var timers = meters.find(OutboxMeters.DELAY).timers();
    double total = timers.stream().mapToDouble(t -> t.totalTime(TimeUnit.MILLISECONDS)).sum();
    figures.put("delayMsMean", (Object) (Math.round(total / intents * 1000) / 1000.0));
    double most = timers.stream().mapToDouble(t -> t.max(TimeUnit.MILLISECONDS)).max().orElse(0);
    figures.put("delayMsMax", (Object) most);
  }

  private static long perSecond(int count, long began) {
    return Math.round(count * 1e9 / (System.nanoTime() - began));
  }
}
