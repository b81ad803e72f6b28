package dev.belfry.looklook.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.looklook.common.db.Database;
import dev.belfry.looklook.common.db.DbConf;
import dev.belfry.looklook.common.db.TestDb;
import dev.belfry.looklook.common.effect.Effect;
import dev.belfry.looklook.common.effect.RecordedEffects;
import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.job.PaymentUpdate;
import dev.belfry.looklook.payment.provider.PaymentProvider;
import dev.belfry.looklook.payment.provider.PrepayRequest;
import dev.belfry.looklook.payment.provider.Prepayment;
import dev.belfry.looklook.payment.provider.ProviderCallback;
import dev.belfry.looklook.payment.provider.ProviderReport;
import dev.belfry.looklook.payment.provider.RefundRequest;
import dev.belfry.outbox.OutboxException;
import dev.belfry.service.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PaymentServiceTest {
  private static final Instant NOW = Instant.parse("2026-06-01T02:00:00.250Z");
  private static final Instant PAID_AT = Instant.parse("2026-06-01T01:59:58Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final PaymentTerms TERMS =
      new PaymentTerms(1, "HSO2026060110000000000001", "homestayOrder", "WECHAT_PAY", 520_00);

  private final RecordedEffects effects = new RecordedEffects();
  private final Database database = new Database(dataSource(), "payment");
  private final Refunds refunds = new Refunds(database, CLOCK);
  private final PaymentService payments =
      new PaymentService(database, refunds, new PaymentEffects(effects), CLOCK);

  /** The same tests run on another database in a subclass. */
  DbConf dataSource() {
    return TestDb.h2();
  }

  @BeforeEach
  void open() {
    database.start();
  }

  @AfterEach
  void close() {
    database.stop(Deadline.in(Duration.ofSeconds(1)));
  }

  @Test
  void open_twice_givesTheSamePayment() {
    Payment first = payments.open(TERMS);

    assertThat(first.sn()).matches("PMT20260601020000\\d{8}");
    assertThat(first.payTime()).isNull();
    assertThat(payments.open(TERMS).sn()).isEqualTo(first.sn());
  }

  @Test
  void weakness4_manyAtOnce_openOnePayment() throws Exception {
    Set<String> opened = new TreeSet<>();
    for (Payment payment : atOnce(8, () -> payments.open(TERMS))) {
      opened.add(payment.sn());
    }

    assertThat(opened).hasSize(1);
  }

  @Test
  void weakness4_aPaidOrder_opensNoOtherPayment() {
    payments.apply(success(payments.open(TERMS)));

    assertThatThrownBy(() -> payments.open(TERMS)).hasMessageContaining("is paid already");
  }

  @Test
  void weakness4_aSecondSuccess_isRecordedForRefund_andNotAnnounced() {
    Payment first = payments.open(TERMS);
    payments.apply(report(first, PayStatus.FAILED));
    Payment second = payments.open(TERMS);
    payments.apply(success(second));
    effects.clear();

    payments.apply(success(first));
    payments.apply(success(first));

    assertThat(status(first)).isEqualTo(PayStatus.SUCCESS);
    assertThat(refunds.findByOrder(TERMS.orderSn()))
        .singleElement()
        .satisfies(refund -> {
          assertThat(refund.paymentSn()).isEqualTo(first.sn());
          assertThat(refund.amount()).isEqualTo(520_00);
          assertThat(refund.reason()).isEqualTo(RefundReason.PAID_TWICE);
          assertThat(refund.status()).isEqualTo(Refund.Status.DUE);
        });
    assertThat(effects.seen()).isEmpty();
    assertThat(payments.findPaid(TERMS.orderSn()).orElseThrow().sn()).isEqualTo(second.sn());
  }

  @Test
  void aRefundThatFailsInAnyWay_holdsUpNoOther() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    for (String order : List.of("HSO1", "HSO2")) {
      Payment payment =
          payments.open(new PaymentTerms(1, order, "homestayOrder", "WECHAT_PAY", 520_00));
      payments.apply(success(payment));
      payments.refundClosed(order);
    }
    var sender =
        new RefundSender(
            refunds,
            new RefundingProvider(request -> {
              asked.add(request.refundSn());
              if (asked.size() == 1) {
                throw new IllegalArgumentException("a defect of the provider's client");
              }
              return "accepted";
            }));

    sender.start();
    await("both were asked for").until(() -> asked.size() == 2);
    sender.stop(Deadline.in(Duration.ofSeconds(5)));

    assertThat(refunds.findByOrder("HSO1").getFirst().status()).isEqualTo(Refund.Status.DUE);
    assertThat(refunds.findByOrder("HSO1").getFirst().attempts()).isEqualTo(1);
    assertThat(refunds.findByOrder("HSO2").getFirst().status()).isEqualTo(Refund.Status.REQUESTED);
  }

  /** A provider that can do nothing but refund. */
  private record RefundingProvider(Function<RefundRequest, String> refunding)
      implements PaymentProvider {
    @Override
    public String payMode() {
      return "WECHAT_PAY";
    }

    @Override
    public Prepayment prepay(PrepayRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ProviderReport read(ProviderCallback callback) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String refund(RefundRequest request) {
      return refunding.apply(request);
    }
  }

  @Test
  void weakness4_theRefundOfASecondPayment_doesNotTouchTheOrder() {
    Payment first = payments.open(TERMS);
    payments.apply(report(first, PayStatus.FAILED));
    payments.apply(success(payments.open(TERMS)));
    payments.apply(success(first));
    effects.clear();

    payments.apply(report(first, PayStatus.REFUNDED));

    assertThat(effects.seen()).isEmpty();
    assertThat(refunds.find(first.sn()).orElseThrow().status()).isEqualTo(Refund.Status.DONE);
  }

  @Test
  void weakness4_twoPaymentsOfOneOrderAtOnce_settleItOnce() throws Exception {
    for (int round = 0; round < 15; round++) {
      var terms =
          new PaymentTerms(
              1, "HSO20260601100000%08d".formatted(100 + round), "homestayOrder", "WECHAT_PAY", 1);
      Payment first = payments.open(terms);
      payments.apply(report(first, PayStatus.FAILED));
      Payment second = payments.open(terms);
      List<Payment> both = List.of(first, second);
      var turn = new java.util.concurrent.atomic.AtomicInteger();

      atOnce(2, () -> applied(success(both.get(turn.getAndIncrement()))));

      assertThat(refunds.findByOrder(terms.orderSn())).hasSize(1);
      assertThat(both)
          .extracting(payment -> payments.find(payment.sn()).orElseThrow().settlement())
          .containsExactlyInAnyOrder(Payment.Settlement.SETTLES, Payment.Settlement.NONE);
    }
  }

  @Test
  void weakness1_theMessage_carriesTheOrder_notThePayment() {
    payments.apply(success(payments.open(TERMS)));

    assertThat(effects.seen())
        .containsExactly(new Effect.PaymentChanged(new PaymentUpdate(1, TERMS.orderSn())));
  }

  @Test
  void weakness10_theTimeOfPayment_isKept() {
    Payment payment = payments.open(TERMS);

    payments.apply(success(payment));

    Payment stored = payments.find(payment.sn()).orElseThrow();
    assertThat(stored.payTime()).isEqualTo(PAID_AT);
    assertThat(stored.facts()).isEqualTo(new ProviderFacts("SUCCESS", "T1", "JSAPI", "paid"));
    assertThat(stored.createTime()).isEqualTo(NOW);
  }

  @Test
  void weakness9_failedAndRefundedPayments_areStoredAndAnnounced() {
    Payment payment = payments.open(TERMS);
    payments.apply(report(payment, PayStatus.FAILED));
    assertThat(status(payment)).isEqualTo(PayStatus.FAILED);

    Payment again = payments.open(TERMS);
    payments.apply(success(again));
    payments.apply(report(again, PayStatus.REFUNDED));

    Payment stored = payments.find(again.sn()).orElseThrow();
    assertThat(stored.status()).isEqualTo(PayStatus.REFUNDED);
    assertThat(stored.payTime()).isEqualTo(PAID_AT);
    assertThat(payments.findPaid(TERMS.orderSn()).orElseThrow().sn()).isEqualTo(again.sn());
    assertThat(effects.seen())
        .extracting(effect -> ((Effect.PaymentChanged) effect).message().payStatus())
        .containsExactly(-1, 1, 2);
  }

  @Test
  void weakness9_anUnpaidOrder_hasNoPaidPayment() {
    payments.open(TERMS);

    assertThat(payments.findPaid(TERMS.orderSn())).isEmpty();
  }

  @Test
  void weakness2_aRepeatedReport_changesNothingButAnnouncesAgain() {
    Payment payment = payments.open(TERMS);
    payments.apply(success(payment));
    long version = payments.find(payment.sn()).orElseThrow().version();
    effects.clear();

    payments.apply(success(payment));

    assertThat(payments.find(payment.sn()).orElseThrow().version()).isEqualTo(version);
    assertThat(effects.seen())
        .containsExactly(new Effect.PaymentChanged(new PaymentUpdate(1, TERMS.orderSn())));
  }

  @Test
  void weakness2_theMessageCannotBeSent_thePaymentStaysOpen() {
    Payment payment = payments.open(TERMS);
    effects.breakDown();

    assertThatThrownBy(() -> payments.apply(success(payment))).isInstanceOf(OutboxException.class);

    assertThat(status(payment)).isEqualTo(PayStatus.WAIT);
  }

  @Test
  void oneCallbackManyTimesAtOnce_isOneChange() throws Exception {
    Payment payment = payments.open(TERMS);

    atOnce(8, () -> applied(success(payment)));

    Payment stored = payments.find(payment.sn()).orElseThrow();
    assertThat(stored.version()).isEqualTo(1);
    assertThat(refunds.findByOrder(TERMS.orderSn())).isEmpty();
  }

  @Test
  void refundClosed_recordsOneRefund_whoeverAsksHowOften() throws Exception {
    payments.apply(success(payments.open(TERMS)));

    atOnce(6, () -> payments.refundClosed(TERMS.orderSn()));

    assertThat(refunds.findByOrder(TERMS.orderSn()))
        .singleElement()
        .satisfies(refund -> assertThat(refund.reason()).isEqualTo(RefundReason.ORDER_CLOSED));
  }

  @Test
  void refundClosed_nobodyPaid_isRefused() {
    payments.open(TERMS);

    assertThatThrownBy(() -> payments.refundClosed(TERMS.orderSn()))
        .isInstanceOf(CodedException.class)
        .hasMessageContaining("Nobody paid");
  }

  @Test
  void unsupportedChanges_areRefused() {
    Payment payment = payments.open(TERMS);

    assertThatThrownBy(() -> payments.apply(report(payment, PayStatus.REFUNDED)))
        .isInstanceOf(CodedException.class);
    assertThatThrownBy(() -> payments.apply(report(payment, PayStatus.WAIT)))
        .isInstanceOf(CodedException.class);
  }

  private static PaymentReport success(Payment payment) {
    return new PaymentReport(
        payment.sn(),
        PayStatus.SUCCESS,
        new ProviderFacts("SUCCESS", "T1", "JSAPI", "paid"),
        PAID_AT);
  }

  private static PaymentReport report(Payment payment, PayStatus status) {
    return new PaymentReport(payment.sn(), status, ProviderFacts.NONE, NOW);
  }

  private boolean applied(PaymentReport report) {
    payments.apply(report);
    return true;
  }

  private PayStatus status(Payment payment) {
    return payments.find(payment.sn()).orElseThrow().status();
  }

  private static <T> List<T> atOnce(int threads, Callable<T> work) throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures = executor.invokeAll(IntStream.range(0, threads).mapToObj(i -> work).toList());
      List<T> results = new java.util.ArrayList<>();
      for (var future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }
}
