package dev.belfry.looklook.acceptance;

import dev.belfry.embedded.EmbeddedKafka;
import dev.belfry.looklook.common.db.Database;
import dev.belfry.looklook.common.db.DbConf;
import dev.belfry.service.Deadline;
import dev.belfry.tasks.RedisTarget;
import java.time.Duration;
import java.util.Arrays;

/**
 * All of looklook, in eight processes, with a look behind the scenes: at the tables and at the
 * queue. For one thread.
 */
final class Looklook implements AutoCloseable {
  /** What the bars ask for: time to do something with an order before it is closed. */
  static final Duration SOON = Duration.ofSeconds(5);

  /** Longer than any test. */
  static final Duration LATE = Duration.ofMinutes(10);

  private static final String CLOSE_AFTER = "CLOSE_AFTER";

  private final EmbeddedKafka kafka = EmbeddedKafka.create();
  private final Backing backing;
  private final Processes processes;
  private final Database database;
  private final Ledger ledger;
  private final Tasks tasks;
  private Duration closeAfter;

  private Looklook(Duration closeAfter) {
    this.closeAfter = closeAfter;
    kafka.start();
    backing = new Backing(kafka);
    database = new Database(DbConf.of(backing.dataSource()), "order");
    database.start();
    ledger = new Ledger(database);
    tasks = new Tasks(RedisTarget.parse(backing.redis().uri()));
    processes = new Processes(backing);
    processes.set(CLOSE_AFTER, closeAfter.toMillis() + "ms");
  }

  /** Starts it all; unpaid orders are closed after this time. */
  static Looklook start(Duration closeAfter) {
    var started = new Looklook(closeAfter);
    try {
      started.processes.start(Program.values());
      return started;
    } catch (Throwable e) {
      System.err.println(started.processes.tails());
      started.close();
      throw e;
    }
  }

  /** Has unpaid orders of the future closed after this time, by a restart if need be. */
  void closeAfter(Duration wanted) {
    if (!closeAfter.equals(wanted)) {
      processes.set(CLOSE_AFTER, wanted.toMillis() + "ms");
      processes.child(Program.ORDER_RPC).terminate();
      processes.start(Program.ORDER_RPC);
      closeAfter = wanted;
    }
  }

  Backing backing() {
    return backing;
  }

  Processes processes() {
    return processes;
  }

  Ledger ledger() {
    return ledger;
  }

  Tasks tasks() {
    return tasks;
  }

  /** Starts what an earlier test may have left down. */
  void mend() {
    backing.mend();
    processes.start(
        Arrays.stream(Program.values())
            .filter(program -> !processes.child(program).isAlive())
            .toArray(Program[]::new));
  }

  @Override
  public void close() {
    processes.close();
    tasks.close();
    database.stop(Deadline.in(Duration.ofSeconds(5)));
    backing.close();
    kafka.close();
  }
}
