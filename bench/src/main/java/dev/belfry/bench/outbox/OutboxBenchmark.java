package dev.belfry.bench.outbox;

import dev.belfry.bench.load.Environment;
import dev.belfry.bench.load.Figures;
import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.outbox.Outbox;
import dev.belfry.outbox.OutboxInspector;
import dev.belfry.outbox.OutboxMeters;
import dev.belfry.outbox.OutboxRelay;
import dev.belfry.service.Deadline;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskInspector;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures the way of tasks from a transaction, an order and its task, into Redis: writing alone,
 * relaying alone, both at once, and how late a single one is. For one thread.
 */
final class OutboxBenchmark {
  private static final byte[] PAYLOAD = new byte[100];
  private static final int SINGLES = 200;
  private static final Duration SINGLES_EVERY = Duration.ofMillis(10);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  /**
   * What is measured.
   *
   * @param database where the outbox is
   * @param intents transactions of each measurement
   * @param writers threads that commit them
   */
  record Plan(ShopDatabase.Kind database, int intents, int writers) {}

  private final Plan plan;
  private final Outbox outbox = Outbox.create();
  private final AtomicInteger orders = new AtomicInteger();

  OutboxBenchmark(Plan plan) {
    this.plan = plan;
  }

  Figures run() throws InterruptedException {
    var figures = new Figures();
    figures.put("machine", (Object) Environment.machine());
    figures.put("runtime", (Object) Environment.runtime());
    figures.put("database", (Object) plan.database().name());
    figures.put("intents", (Object) plan.intents());
    figures.put("writers", (Object) plan.writers());
    try (var redis = EmbeddedRedis.create();
        var database = new ShopDatabase(plan.database(), plan.writers() + 4)) {
      redis.start();
      var target = RedisTarget.parse(redis.uri());
      measure(figures, database, target);
    }
    return figures;
  }

  private void measure(Figures figures, ShopDatabase database, RedisTarget redis)
      throws InterruptedException {
    var inspector = OutboxInspector.of(database.source());
    // What the JVM needs to be as fast as it will be.
    write(database, plan.intents() / 4);
    relay(database, redis, inspector);

    figures.put("writtenPerSecond", (Object) Math.round(write(database, plan.intents())));
    long began = System.nanoTime();
    relay(database, redis, inspector);
    figures.put("relayedPerSecond", (Object) perSecond(plan.intents(), began));

    OutboxRelay relay = OutboxRelay.builder(outbox, database.source()).tasks(redis).build();
    relay.start();
    began = System.nanoTime();
    write(database, plan.intents());
    awaitEmpty(inspector);
    figures.put("throughPerSecond", (Object) perSecond(plan.intents(), began));
    relay.stop(Deadline.in(STOP_LIMIT));

    singles(figures, database, redis, inspector);
    int expected = orders.get();
    try (var tasks = TaskInspector.connect(redis)) {
      figures.put("lost", (Object) (expected - tasks.queue("default").size()));
    }
  }

  private void singles(
      Figures figures, ShopDatabase database, RedisTarget redis, OutboxInspector inspector)
      throws InterruptedException {
    var meters = new SimpleMeterRegistry();
    var relay = OutboxRelay.builder(outbox, database.source()).tasks(redis).meters(meters).build();
    relay.start();
    for (int i = 0; i < SINGLES; i++) {
      commit(database);
      TimeUnit.NANOSECONDS.sleep(SINGLES_EVERY.toNanos());
    }
    awaitEmpty(inspector);
    relay.stop(Deadline.in(STOP_LIMIT));
    var delay = meters.get(OutboxMeters.DELAY).tag(OutboxMeters.KIND, "task").timer();
    figures.put("delayMsMean", (Object) delay.mean(TimeUnit.MILLISECONDS));
    figures.put("delayMsMax", (Object) delay.max(TimeUnit.MILLISECONDS));
  }

  private void relay(ShopDatabase database, RedisTarget redis, OutboxInspector inspector)
      throws InterruptedException {
    OutboxRelay relay = OutboxRelay.builder(outbox, database.source()).tasks(redis).build();
    relay.start();
    awaitEmpty(inspector);
    relay.stop(Deadline.in(STOP_LIMIT));
  }

  private static void awaitEmpty(OutboxInspector inspector) throws InterruptedException {
    while (inspector.stats().tasks().waiting() > 0) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Commits so many transactions; answers how many a second. */
  private double write(ShopDatabase database, int intents) throws InterruptedException {
    long began = System.nanoTime();
    var left = new AtomicInteger(intents);
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < plan.writers(); i++) {
      writers.add(
          Thread.ofPlatform()
              .start(() -> {
                while (left.getAndDecrement() > 0) {
                  commit(database);
                }
              }));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    return perSecond(intents, began);
  }

  private void commit(ShopDatabase database) {
    try (Connection transaction = database.source().getConnection()) {
      transaction.setAutoCommit(false);
      try (var insert = transaction.prepareStatement("INSERT INTO orders VALUES (?)")) {
        insert.setString(1, "HSO" + orders.incrementAndGet());
        insert.executeUpdate();
      }
      outbox.enqueue(transaction, Task.of("order:made", PAYLOAD));
      transaction.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    outbox.committed();
  }

  private static double perSecond(int count, long began) {
    return Math.round(count * 1e9 / (System.nanoTime() - began));
  }
}
