package dev.belfry.looklook.payment;

import dev.belfry.looklook.common.http.RawRequest;
import dev.belfry.looklook.common.http.RawResponse;
import dev.belfry.looklook.payment.provider.InvalidCallbackException;
import dev.belfry.looklook.payment.provider.PaymentProvider;
import dev.belfry.looklook.payment.provider.ProviderCallback;
import dev.belfry.looklook.payment.provider.ProviderReport;
import dev.belfry.looklook.payment.provider.ProviderState;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the provider's callbacks. The answer SUCCESS means that the report, and what follows from
 * it, is safely stored; after FAIL the provider sends it again. Thread-safe.
 */
final class CallbackReceiver {
  private static final RawResponse SUCCESS = RawResponse.text(200, "SUCCESS");
  private static final RawResponse FAIL = RawResponse.text(400, "FAIL");

  private static final Logger log = LoggerFactory.getLogger(CallbackReceiver.class);

  private final PaymentProvider provider;
  private final PaymentService payments;
  private final Clock clock;

  CallbackReceiver(PaymentProvider provider, PaymentService payments, Clock clock) {
    this.provider = provider;
    this.payments = payments;
    this.clock = clock;
  }

  /** Answers a callback. */
  RawResponse receive(RawRequest request) {
    try {
      String body = new String(request.body(), StandardCharsets.UTF_8);
      return apply(provider.read(new ProviderCallback(request.headers(), body)));
    } catch (InvalidCallbackException e) {
      log.warn("Refused a payment callback: {}", e.getMessage());
      return FAIL;
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("A payment callback failed, the provider will repeat it");
      return FAIL;
    }
  }

  private RawResponse apply(ProviderReport report) {
    Optional<Payment> found = payments.find(report.paymentSn());
    if (found.isEmpty()) {
      log.atError()
          .addKeyValue("paymentSn", report.paymentSn())
          .addKeyValue("transactionId", report.transactionId())
          .log("A payment callback is about a payment that we do not have");
      return FAIL;
    }
    Payment payment = found.get();
    if (report.total() != payment.terms().total()) {
      refuse(
          payment,
          report,
          "the amount is %d, but should be %d".formatted(report.total(), payment.terms().total()));
      return FAIL;
    }
    if (report.state() == ProviderState.USERPAYING) {
      return SUCCESS;
    }
    Instant paidAt = report.paidAt();
    payments.apply(
        new PaymentReport(
            payment.sn(),
            PayStatus.of(report.state()),
            new ProviderFacts(
                report.state().name(),
                report.transactionId(),
                report.tradeType(),
                report.description()),
            paidAt == null ? clock.instant() : paidAt));
    return SUCCESS;
  }

  private void refuse(Payment payment, ProviderReport report, String why) {
    payments.noteRefused(payment, report.state().name(), why);
    log.atError()
        .addKeyValue("paymentSn", payment.sn())
        .addKeyValue("orderSn", payment.orderSn())
        .addKeyValue("transactionId", report.transactionId())
        .log("Refused a payment callback: {}", why);
  }
}
