package dev.belfry.looklook.common.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.service.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseTest {
  private final Database h2 = new Database(TestDb.h2(), "travel");

  @AfterEach
  void close() {
    h2.stop(Deadline.in(Duration.ofSeconds(1)));
  }

  @Test
  void services_shareOneDatabase_eachMigratesItsOwn() {
    DbConf conf = TestDb.h2();
    var travel = new Database(conf, "travel");
    var usercenter = new Database(conf, "usercenter");
    var again = new Database(conf, "travel");

    travel.start();
    usercenter.start();
    again.start();

    assertThat(count(usercenter, "homestay")).isEqualTo(4);
    assertThat(count(travel, "user_auth")).isZero();
    travel.stop(Deadline.in(Duration.ofSeconds(1)));
    usercenter.stop(Deadline.in(Duration.ofSeconds(1)));
    again.stop(Deadline.in(Duration.ofSeconds(1)));
  }

  @Test
  void start_databaseNotThere_saysWhichAndWhy() {
    var database =
        new Database(DbConf.of("root:verysecret@tcp(127.0.0.1:1)/looklook_travel"), "travel");

    assertThatThrownBy(database::start)
        .hasMessageContaining("travel-db: cannot connect to jdbc:mariadb://127.0.0.1:1/")
        .hasMessageNotContaining("verysecret");
  }

  @Test
  void inTransaction_workThrows_undoesAll() {
    h2.start();

    assertThatThrownBy(() ->
            h2.useTransaction(handle -> {
              handle.execute("DELETE FROM homestay");
              throw new IllegalStateException("no");
            }))
        .hasMessage("no");
    assertThat(count(h2, "homestay")).isEqualTo(4);
  }

  @Test
  void inTransaction_deadlockOnH2_bothComeThrough() throws Exception {
    h2.start();
    deadlock(h2);
  }

  @Test
  void inTransaction_deadlockOnMariaDb_bothComeThrough() throws Exception {
    var database = new Database(DbConf.of(MariaDb.newDataSource()), "travel");
    database.start();
    deadlock(database);
    database.stop(Deadline.in(Duration.ofSeconds(1)));
  }

  private static void deadlock(Database database) throws Exception {
    var bothHoldOne = new CyclicBarrier(2);
    var attempts = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> lockBoth(database, 1, 2, bothHoldOne, attempts));
      var second = threads.submit(() -> lockBoth(database, 2, 1, bothHoldOne, attempts));
      first.get(20, TimeUnit.SECONDS);
      second.get(20, TimeUnit.SECONDS);
    }
    long sum =
        database.withHandle(handle ->
            handle.createQuery("SELECT SUM(version) FROM homestay").mapTo(Long.class).one());
    assertThat(sum).isEqualTo(4);
    assertThat(attempts.get()).isGreaterThan(2);
  }

  private static boolean lockBoth(
      Database database, long first, long second, CyclicBarrier barrier, AtomicInteger attempts)
      throws Exception {
    var isFirstAttempt = new CountDownLatch(1);
    database.useTransaction(handle -> {
      attempts.incrementAndGet();
      touch(handle, first);
      if (isFirstAttempt.getCount() > 0) {
        isFirstAttempt.countDown();
        barrier.await(10, TimeUnit.SECONDS);
      }
      touch(handle, second);
    });
    return true;
  }

  private static void touch(Handle handle, long id) {
    handle.execute("UPDATE homestay SET version = version + 1 WHERE id = ?", id);
  }

  @Test
  void instants_onH2_comeBackAsTheyWent() {
    h2.start();
    roundTrip(h2);
  }

  @Test
  void instants_onMariaDbInAnotherZone_comeBackAsTheyWent() {
    var database = new Database(DbConf.of(MariaDb.newDataSource()), "travel");
    database.start();
    roundTrip(database);
    String raw =
        database.withHandle(handle ->
            handle
                .createQuery("SELECT CAST(delete_time AS char) FROM homestay WHERE id = 1")
                .mapTo(String.class)
                .one());
    assertThat(raw).isEqualTo("2026-03-01 20:30:45");
    database.stop(Deadline.in(Duration.ofSeconds(1)));
  }

  private static void roundTrip(Database database) {
    Instant moment = Instant.parse("2026-03-01T12:30:45Z");
    database.useTransaction(handle ->
        handle
            .createUpdate("UPDATE homestay SET delete_time = :at WHERE id = 1")
            .bind("at", moment)
            .execute());

    Instant read =
        database.withHandle(handle ->
            handle
                .createQuery("SELECT delete_time FROM homestay WHERE id = 1")
                .mapTo(Instant.class)
                .one());

    assertThat(read).isEqualTo(moment);
  }

  private static long count(Database database, String table) {
    return database.withHandle(
        handle -> handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Long.class).one());
  }
}
