package dev.belfry.looklook.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.belfry.looklook.common.db.MariaDb;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Redis, Kafka or the database is killed under load, and comes back with its data. The properties
 * {@code belfry.outage.seconds} and {@code belfry.outage.rate} (orders a second) make it harder.
 */
@ExtendWith(LooklookExtension.class)
class ServerOutageTest {
  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("belfry.outage.seconds", 5));
  private static final int RATE = Integer.getInteger("belfry.outage.rate", 20);

  /** A task that failed in the outage waits 15 to 90 s before it is tried again. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Orders before and after the outage. */
  private static final int SOME = 40;

  enum Server {
    REDIS,
    KAFKA,
    DATABASE;

    void kill(Backing backing) {
      switch (this) {
        case REDIS -> backing.redis().kill();
        case KAFKA -> backing.kafka().kill();
        case DATABASE -> MariaDb.server().kill();
      }
    }

    void start(Backing backing) {
      switch (this) {
        case REDIS -> backing.redis().start();
        case KAFKA -> backing.kafka().start();
        case DATABASE -> MariaDb.server().start();
      }
    }
  }

  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private final Set<String> paid = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refused = new AtomicInteger();
  private final ConcurrentLinkedQueue<Throwable> surprises = new ConcurrentLinkedQueue<>();

  @ParameterizedTest
  @EnumSource
  void serverAwayUnderLoad_everyProcessGoesOn_andNothingIsLost(Server server, Looklook looklook)
      throws Exception {
    assumeTrue(
        server != Server.DATABASE || MariaDb.isInstalled(), "skipped: no mariadbd on the PATH");
    looklook.closeAfter(Looklook.SOON);
    List<Long> pids = looklook.processes().children().stream().map(Child::pid).toList();

    Set<String> waitedBefore = looklook.ledger().waiting();

    int madeInOutage = loadWithOutage(server, looklook);

    await("no order waits any more")
        .atMost(PATIENCE)
        .until(() -> waitedBefore.containsAll(looklook.ledger().waiting()));
    await("money is for a paid order, or goes back")
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          List<String> settled = settled(looklook);
          Set<String> refunded = looklook.ledger().refunds().keySet();
          assertThat(paid).allMatch(sn -> settled.contains(sn) || refunded.contains(sn));
        });
    List<String> settled = settled(looklook);
    await("everybody who paid in time is told")
        .atMost(PATIENCE)
        .until(() -> looklook.tasks().sent(settled) == 2L * settled.size());
    Map<Integer, Long> states = looklook.ledger().count(answered);
    System.out.printf(
        "%s away for %s at %d orders a second: %d bookings answered, %d of them in the outage, %d"
            + " refused, %d paid; states %s, %d notices%n",
        server,
        OUTAGE,
        RATE,
        answered.size(),
        madeInOutage,
        refused.get(),
        paid.size(),
        states,
        looklook.tasks().sent(settled));

    assertThat(surprises).isEmpty();
    if (server != Server.DATABASE) {
      assertThat(madeInOutage).as("orders made in the outage").isPositive();
    }
    assertThat(states).containsOnlyKeys(Ledger.CLOSED, Ledger.PAID);
    await("nothing is stuck")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(looklook.tasks().unfinished()).isEmpty());
    assertThat(looklook.processes().children()).allMatch(Child::isAlive);
    assertThat(looklook.processes().children().stream().map(Child::pid)).isEqualTo(pids);
    for (Program program : Program.values()) {
      await("health of " + program)
          .atMost(PATIENCE)
          .until(() -> looklook.processes().health(program).status() == 200);
    }
  }

  /** Returns how many orders were made while the server was away. */
  private int loadWithOutage(Server server, Looklook looklook) throws Exception {
    Guest guest = Guest.register(looklook);
    var count = new AtomicInteger();
    long began = System.nanoTime();
    try (var guests = Executors.newVirtualThreadPerTaskExecutor();
        var beat = Executors.newSingleThreadScheduledExecutor()) {
      ScheduledFuture<?> load =
          beat.scheduleAtFixedRate(
              () ->
                  guests.execute(() -> bookAndPerhapsPay(guest, count.getAndIncrement() % 2 == 0)),
              0,
              TimeUnit.SECONDS.toMicros(1) / RATE,
              TimeUnit.MICROSECONDS);
      await("orders are made and paid").atMost(PATIENCE).until(() -> paid.size() >= SOME / 2);
      server.kill(looklook.backing());
      int before = answered.size();
      int made =
          beat.schedule(() -> answered.size() - before, OUTAGE.toMillis(), TimeUnit.MILLISECONDS)
              .get();
      server.start(looklook.backing());
      int answeredInOutage = answered.size();
      await("orders are made again")
          .atMost(PATIENCE)
          .until(() -> answered.size() >= answeredInOutage + SOME);
      load.cancel(false);
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf(
          "%d bookings tried in %.1f s, %.1f a second; %d answered%n",
          count.get(), seconds, count.get() / seconds, answered.size());
      return made;
    }
  }

  /** Those who were answered and whose order is paid. */
  private List<String> settled(Looklook looklook) {
    return looklook.ledger().histories().entrySet().stream()
        .filter(order -> answered.contains(order.getKey()))
        .filter(order -> order.getValue().getLast().to() == Ledger.PAID)
        .map(Map.Entry::getKey)
        .toList();
  }

  private void bookAndPerhapsPay(Guest guest, boolean pays) {
    try {
      var reply = guest.tryToBook();
      if (reply.status() != 200) {
        refused.incrementAndGet();
        return;
      }
      String sn = reply.data().path("orderSn").asString();
      answered.add(sn);
      if (pays && guest.tryToPrepay(sn).status() == 200) {
        await("the provider repeats its callback")
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(200))
            .until(() -> guest.tryToPay(sn));
        paid.add(sn);
      }
    } catch (Exception | AssertionError e) {
      surprises.add(e);
    }
  }
}
