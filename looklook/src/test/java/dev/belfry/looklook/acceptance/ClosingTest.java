package dev.belfry.looklook.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.tasks.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Orders that nobody pays. */
@ExtendWith(LooklookExtension.class)
class ClosingTest {
  private static final Duration SINGLE_LIMIT = Duration.ofSeconds(15);

  /** A lease lasts 30 s; whoever died with a task in hand is missed only then. */
  private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(60);

  @Test
  void unpaidOrders_areClosedAfterTheirTime_andNeverBefore(Looklook looklook) throws Exception {
    looklook.closeAfter(Looklook.SOON);
    Guest guest = Guest.register(looklook);
    Callable<Duration> one =
        () -> {
          String sn = guest.book();
          Instant answered = Instant.now();
          await("the end of " + sn)
              .atMost(SINGLE_LIMIT)
              .pollDelay(Duration.ZERO)
              .pollInterval(Duration.ofMillis(20))
              .pollInSameThread()
              .until(() -> guest.state(sn) == Ledger.CLOSED);
          return Duration.between(answered, Instant.now());
        };

    List<Duration> taken = Crowd.all(Collections.nCopies(10, one)).stream().sorted().toList();

    Duration median = taken.get(4).plus(taken.get(5)).dividedBy(2);
    System.out.printf("unpaid orders: closed after %s, median %s%n", taken, median);
    assertThat(taken.getFirst()).isGreaterThanOrEqualTo(Looklook.SOON);
  }

  @Test
  void workerKilledWhileItClosesOrders_andStartedAgain_allAreClosed_andNoAttemptIsBurned(
      Looklook looklook) throws Exception {
    looklook.closeAfter(Looklook.SOON);
    Processes processes = looklook.processes();
    processes.child(Program.MQUEUE_JOB).terminate();
    long failuresBefore = looklook.tasks().failures();
    Guest guest = Guest.register(looklook);
    List<String> sns = Crowd.all(Collections.nCopies(200, guest::bookUntilTaken));
    Instant allAreDue = Instant.now().plus(Looklook.SOON).plusSeconds(1);
    assertThat(looklook.ledger().count(sns, Ledger.WAITS)).isEqualTo(200);

    await("the time of all orders is over").until(() -> Instant.now().isAfter(allAreDue));
    processes.start(Program.MQUEUE_JOB);
    await("some orders are closed")
        .atMost(Duration.ofSeconds(20))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> looklook.ledger().count(sns, Ledger.CLOSED) >= 20);
    processes.child(Program.MQUEUE_JOB).kill();
    long closedAtDeath = looklook.ledger().count(sns, Ledger.CLOSED);
    long inHand = looklook.tasks().count(TaskState.ACTIVE);
    processes.start(Program.MQUEUE_JOB);
    long again = System.nanoTime();
    await("all orders are closed")
        .atMost(RECOVERY_LIMIT)
        .until(() -> looklook.ledger().count(sns, Ledger.CLOSED) == 200);

    System.out.printf(
        "worker killed: %d of 200 closed and %d in hand at its death, all closed %d ms after it was"
            + " up again%n",
        closedAtDeath, inHand, (System.nanoTime() - again) / 1_000_000);
    assertThat(closedAtDeath).as("closed at its death").isBetween(20L, 199L);
    await("nothing is left in hand")
        .atMost(RECOVERY_LIMIT)
        .untilAsserted(() -> assertThat(looklook.tasks().unfinished()).isEmpty());
    System.out.printf(
        "nothing in hand %d ms after it was up again%n", (System.nanoTime() - again) / 1_000_000);
    assertThat(looklook.tasks().failures()).isEqualTo(failuresBefore);
    var histories = looklook.ledger().histories();
    assertThat(sns)
        .allSatisfy(sn ->
            assertThat(histories.get(sn))
                .extracting(Ledger.Step::to)
                .containsExactly(Ledger.WAITS, Ledger.CLOSED));
  }
}
