package dev.belfry.looklook.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskState;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Redis is killed under load, and comes back with its data. */
@ExtendWith(LooklookExtension.class)
class RedisOutageTest {
  private static final Duration OUTAGE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long BOOK_EVERY_MILLIS = 50;

  /**
   * What became of the bookings: the numbers of those that were answered, and how many were not.
   */
  private final Set<String> answered = ConcurrentHashMap.newKeySet();

  private final Set<String> paid = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refused = new AtomicInteger();
  private final ConcurrentLinkedQueue<Throwable> surprises = new ConcurrentLinkedQueue<>();

  @Test
  void redisAwayForTenSecondsUnderLoad_everyProcessGoesOn_andNothingIsLost(Looklook looklook)
      throws Exception {
    looklook.closeAfter(Looklook.SOON);
    Processes processes = looklook.processes();
    List<Long> pids = processes.children().stream().map(Child::pid).toList();
    Guest guest = Guest.register(looklook);
    var count = new AtomicInteger();

    try (var guests = Executors.newVirtualThreadPerTaskExecutor();
        var beat = Executors.newSingleThreadScheduledExecutor()) {
      ScheduledFuture<?> load =
          beat.scheduleAtFixedRate(
              () ->
                  guests.execute(() -> bookAndPerhapsPay(guest, count.getAndIncrement() % 2 == 0)),
              0,
              BOOK_EVERY_MILLIS,
              TimeUnit.MILLISECONDS);
      await("orders are made and paid").atMost(PATIENCE).until(() -> paid.size() >= 20);
      looklook.backing().redis().kill();
      beat.schedule(
              () -> looklook.backing().redis().start(), OUTAGE.toMillis(), TimeUnit.MILLISECONDS)
          .get();
      int answeredInOutage = answered.size();
      await("orders are made again")
          .atMost(PATIENCE)
          .until(() -> answered.size() >= answeredInOutage + 40);
      load.cancel(false);
    }

    await("no order waits any more").atMost(PATIENCE).until(() -> looklook.ledger().waiting() == 0);
    Map<Integer, Long> states = looklook.ledger().count(answered);
    Map<String, String> refunds = looklook.ledger().refunds();
    List<String> inPaidState =
        looklook.ledger().histories().entrySet().stream()
            .filter(order -> answered.contains(order.getKey()))
            .filter(order -> order.getValue().getLast().to() == Ledger.PAID)
            .map(Map.Entry::getKey)
            .toList();
    await("everybody who paid in time is told")
        .atMost(PATIENCE)
        .until(() -> looklook.tasks().sent(inPaidState) == 2L * inPaidState.size());
    System.out.printf(
        "Redis away for %s: %d bookings answered, %d refused, %d paid; states %s, %d refunds,"
            + " %d notices, unfinished tasks %s%n",
        OUTAGE,
        answered.size(),
        refused.get(),
        paid.size(),
        states,
        refunds.keySet().stream().filter(paid::contains).count(),
        looklook.tasks().sent(inPaidState),
        looklook.tasks().unfinished());

    assertThat(surprises).isEmpty();
    assertThat(refused.get()).as("bookings refused while Redis was away").isPositive();
    assertThat(states).containsOnlyKeys(Ledger.CLOSED, Ledger.PAID);
    assertThat(paid)
        .as("money is for a paid order, or goes back")
        .allSatisfy(
            sn -> assertThat(inPaidState.contains(sn) || refunds.containsKey(sn)).as(sn).isTrue());
    assertThat(paid).as("paid orders were paid by somebody").containsAll(inPaidState);
    await("nothing is stuck")
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(looklook.tasks().unfinished())
                .filteredOn(id -> !closesNothing(looklook, id))
                .isEmpty());
    assertThat(processes.children()).allMatch(Child::isAlive);
    assertThat(processes.children().stream().map(Child::pid)).isEqualTo(pids);
    for (Program program : Program.values()) {
      assertThat(processes.health(program).status()).as("health of %s", program).isEqualTo(200);
    }
  }

  /**
   * Redis may have stored the task of an order and died before it said so. Then there is no order;
   * its task looks twice, a minute apart, and goes.
   */
  private static boolean closesNothing(Looklook looklook, String id) {
    return id.startsWith("close:")
        && !looklook.ledger().has(id.substring("close:".length()))
        && looklook.tasks().find(id).map(TaskInfo::state).orElse(TaskState.RETRY)
            == TaskState.RETRY;
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
        guest.payUntilTaken(sn);
        paid.add(sn);
      }
    } catch (Exception | AssertionError e) {
      surprises.add(e);
    }
  }
}
