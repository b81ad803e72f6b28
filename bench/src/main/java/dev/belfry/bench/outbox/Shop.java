package dev.belfry.bench.outbox;

import dev.belfry.outbox.Outbox;
import dev.belfry.tasks.Task;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Commits orders, with their intents or without. For one thread. */
final class Shop {
  private static final byte[] PAYLOAD = new byte[100];

  private final DataSource database;
  private final Outbox outbox;
  private final OutboxLoad load;
  private final AtomicInteger orders = new AtomicInteger();

  Shop(DataSource database, Outbox outbox, OutboxLoad load) {
    this.database = database;
    this.outbox = outbox;
    this.load = load;
  }

  /** Commits so many orders with their intents, by so many threads at once. */
  void orders(int transactions, int writers) throws InterruptedException {
    write(transactions, writers, this::order);
  }

  /** Commits so many orders and nothing with them: what the database can do. */
  void bareOrders(int transactions, int writers) throws InterruptedException {
    write(transactions, writers, this::bareOrder);
  }

  private static void write(int transactions, int writers, Runnable transaction)
      throws InterruptedException {
    var left = new AtomicInteger(transactions);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                while (left.getAndDecrement() > 0) {
                  transaction.run();
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  void order() {
    try (Connection transaction = database.getConnection()) {
      String sn = insertOrder(transaction);
      if (load.hasTasks()) {
        outbox.enqueue(transaction, Task.of("order:made", PAYLOAD));
      }
      if (load.hasMessages()) {
        outbox.send(transaction, Destinations.TOPIC, sn, PAYLOAD);
      }
      transaction.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    outbox.committed();
  }

  private void bareOrder() {
    try (Connection transaction = database.getConnection()) {
      insertOrder(transaction);
      transaction.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String insertOrder(Connection transaction) throws SQLException {
    String sn = "HSO" + orders.incrementAndGet();
    try (var insert = transaction.prepareStatement("INSERT INTO orders VALUES (?)")) {
      insert.setString(1, sn);
      insert.executeUpdate();
    }
    return sn;
  }
}
