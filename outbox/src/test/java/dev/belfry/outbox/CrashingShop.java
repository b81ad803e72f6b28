package dev.belfry.outbox;

import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.KafkaSender;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that makes orders, with a task and a message for each, and relays them, until it
 * reaches a point where it says so and stands still, for a test to kill it there.
 */
final class CrashingShop {
  static final String TOPIC = "orders";
  static final String TASK = "order:made";

  /** Orders of a life. */
  static final int ORDERS = 40;

  private static final int KEYS = 4;

  /** Each fifth transaction is rolled back. */
  private static final int ROLLED_BACK = 5;

  /** Deep enough in the stream that earlier batches went well. */
  private static final int OCCURRENCE = 3;

  /** Where it stands still: at a point of the writer's, or with a step of the relay. */
  enum Point {
    WRITTEN,
    COMMITTED_BY_WRITER,
    LOCKED,
    READ,
    HANDED,
    ACKNOWLEDGED,
    COMMITTED
  }

  record Made(String sn) {}

  private final Point point;
  private final AtomicInteger occurrences = new AtomicInteger();

  private CrashingShop(Point point) {
    this.point = point;
  }

  /**
   * Takes the address of the database with user and password, Redis, Kafka, the point, a number.
   */
  public static void main(String[] args) throws Exception {
    var shop = new CrashingShop(Point.valueOf(args[5]));
    var outbox = Outbox.create();
    var database = TestDatabase.at(args[0], args[1], args[2]);
    var kafka = KafkaSender.builder(KafkaConnection.to(args[4])).build();
    kafka.start();
    OutboxRelay.builder(outbox, database.source())
        .tasks(RedisTarget.parse(args[3]))
        .messages(kafka)
        .batch(ORDERS / 8)
        .steps(step -> shop.reached(step.name()))
        .build()
        .start();
    int first = Integer.parseInt(args[6]);
    for (int i = first; i < first + ORDERS; i++) {
      shop.order(database, outbox, i);
    }
    // The relay still has much to do; if it never reaches the point, the test sees the end.
    new CountDownLatch(1).await(60, TimeUnit.SECONDS);
    System.exit(1);
  }

  private void order(TestDatabase database, Outbox outbox, int number) {
    String key = "key" + number % KEYS;
    String sn = key + "-" + number;
    TestDatabase.Work order =
        tx -> {
          try (var insert = tx.prepareStatement("INSERT INTO orders VALUES (?)")) {
            insert.setString(1, sn);
            insert.executeUpdate();
          }
          outbox.enqueueInOrder(tx, key, Task.of(TASK, new Made(sn)));
          outbox.send(tx, TOPIC, key, sn);
          if (number % ORDERS == ORDERS / 2) {
            reached(Point.WRITTEN, OCCURRENCE);
          }
        };
    if (number % ROLLED_BACK == 0) {
      database.rollBack(order);
    } else {
      database.commit(order);
    }
    if (number % ORDERS == ORDERS / 2 + 1) {
      reached(Point.COMMITTED_BY_WRITER, OCCURRENCE);
    }
  }

  private void reached(String step) {
    if (step.equals(point.name())) {
      reached(point, occurrences.incrementAndGet());
    }
  }

  private void reached(Point reached, int occurrence) {
    if (reached == point && occurrence == OCCURRENCE) {
      standStill(point.name());
    }
  }

  private void standStill(String where) {
    System.out.println("AT " + where);
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
