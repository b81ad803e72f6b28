package dev.belfry.looklook.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.looklook.common.job.PaymentUpdate;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Orders that somebody pays: once, twice, or too late. */
@ExtendWith(LooklookExtension.class)
class PayingTest {
  private static final int PAYMENTS = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void consumerStoppedAndKilledWhilePaymentsArrive_noneIsLost_andEachGuestIsToldTwice(
      Looklook looklook) throws Exception {
    looklook.closeAfter(Looklook.LATE);
    Processes processes = looklook.processes();
    Ledger ledger = looklook.ledger();
    Guest guest = Guest.register(looklook);
    List<String> sns = Crowd.all(Collections.nCopies(PAYMENTS, guest::bookUntilTaken));
    Crowd.each(sns, guest::prepayUntilTaken);

    // The payments arrive in four lots, so that each state of the consumer meets some.
    var allowed = new Semaphore(500);
    var taken = new AtomicInteger();
    Thread payers =
        Thread.ofVirtual()
            .start(() -> {
              try {
                Crowd.each(
                    sns,
                    sn -> {
                      allowed.acquire();
                      guest.payUntilTaken(sn);
                      taken.incrementAndGet();
                    });
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    awaitTaken(taken, 250);
    Child.End stopped = processes.child(Program.ORDER_MQ).terminate();
    awaitTaken(taken, 500);
    long paidWhenStopped = ledger.count(sns, Ledger.PAID);
    processes.start(Program.ORDER_MQ);
    allowed.release(300);
    await("the consumer works again")
        .atMost(PATIENCE)
        .until(() -> ledger.count(sns, Ledger.PAID) > paidWhenStopped + 100);
    processes.child(Program.ORDER_MQ).kill();
    long paidWhenKilled = ledger.count(sns, Ledger.PAID);
    allowed.release(200);
    awaitTaken(taken, PAYMENTS);
    payers.join();
    processes.start(Program.ORDER_MQ);
    long again = System.nanoTime();
    await("all orders are paid")
        .atMost(PATIENCE)
        .until(() -> ledger.count(sns, Ledger.PAID) == PAYMENTS);
    long paidAfter = (System.nanoTime() - again) / 1_000_000;
    await("all guests are told")
        .atMost(PATIENCE)
        .until(() -> looklook.tasks().sent(sns) == 2 * PAYMENTS);

    System.out.printf(
        "consumer stopped with %d of 1000 paid (status %d), killed with %d paid;"
            + " all 1000 paid %d ms after it was up again, 2000 notices sent%n",
        paidWhenStopped, stopped.status(), paidWhenKilled, paidAfter);
    assertThat(stopped.status()).as(stopped.output()).isZero();
    assertThat(paidWhenStopped).isLessThan(500);
    assertThat(paidWhenKilled).isLessThan(PAYMENTS);
    var histories = ledger.histories();
    assertThat(sns)
        .allSatisfy(sn ->
            assertThat(histories.get(sn))
                .extracting(Ledger.Step::to)
                .containsExactly(Ledger.WAITS, Ledger.PAID));
    assertThat(ledger.refunds()).doesNotContainKeys(sns.toArray(String[]::new));
  }

  private static void awaitTaken(AtomicInteger taken, int count) {
    await(count + " callbacks are taken").atMost(PATIENCE).until(() -> taken.get() >= count);
  }

  @Test
  void secondIdenticalCallback_changesNothing(Looklook looklook) throws Exception {
    looklook.closeAfter(Looklook.LATE);
    Guest guest = Guest.register(looklook);
    String sn = guest.book();
    guest.prepay(sn);
    Guest.Callback callback = guest.pay(sn);
    assertThat(callback.answer()).isEqualTo("SUCCESS");
    await("the guest is told")
        .atMost(PATIENCE)
        .until(() -> looklook.tasks().sent(List.of(sn)) == 2);
    String before = looklook.ledger().everythingAbout(sn);
    List<String> noticesBefore = notices(looklook, sn);

    var again = callback.repeat(looklook.processes().api(Program.PAYMENT));
    try (var topics = new Topics(looklook.backing().kafka().bootstrapServers())) {
      topics.awaitConsumed(PaymentUpdate.TOPIC, "payment-update-paystatus-group");
    }

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text()).isEqualTo("SUCCESS");
    assertThat(looklook.ledger().everythingAbout(sn)).isEqualTo(before);
    assertThat(notices(looklook, sn)).isEqualTo(noticesBefore);
    assertThat(looklook.tasks().sent(List.of(sn))).isEqualTo(2);
  }

  /** The notices with the times at which they were sent. */
  private static List<String> notices(Looklook looklook, String sn) {
    return Tasks.notices(sn).stream()
        .map(id -> looklook.tasks().find(id).orElseThrow())
        .map(notice -> notice + " completed at " + notice.completedAt())
        .toList();
  }

  @Test
  void closedOrder_cannotBePrepaid_andMoneyThatComesForIt_goesBack(Looklook looklook)
      throws Exception {
    looklook.closeAfter(Looklook.SOON);
    Guest guest = Guest.register(looklook);
    String sn = guest.book();
    guest.prepay(sn);
    await("the order is closed").atMost(PATIENCE).until(() -> guest.state(sn) == Ledger.CLOSED);

    var prepaid = guest.tryToPrepay(sn);
    Guest.Callback callback = guest.pay(sn);
    await("the refund is recorded")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(looklook.ledger().refunds()).containsEntry(sn, "ORDER_CLOSED"));

    assertThat(prepaid.status()).isEqualTo(400);
    assertThat(prepaid.msg()).isEqualTo("Order " + sn + " is closed");
    assertThat(callback.answer()).isEqualTo("SUCCESS");
    assertThat(guest.state(sn)).isEqualTo(Ledger.CLOSED);
    assertThat(looklook.ledger().histories().get(sn))
        .extracting(Ledger.Step::note)
        .last()
        .isEqualTo("paid after it was closed: the money goes back");
    assertThat(looklook.tasks().sent(List.of(sn))).isZero();
  }
}
