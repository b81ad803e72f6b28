package dev.belfry.looklook.payment;

import dev.belfry.looklook.common.db.Database;
import dev.belfry.looklook.common.db.OptimisticWrites;
import dev.belfry.looklook.common.db.StaleRowException;
import dev.belfry.looklook.common.db.UniqueViolation;
import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.payment.Payment.Settlement;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Opens payments and applies what the provider reports about them. Every change is one transaction
 * with what follows from it. Thread-safe.
 *
 * <p>An order has at most one open payment and is settled by at most one; unique indexes see to it.
 * Money that comes for an order beyond that is recorded for refund in the transaction that learns
 * of it.
 */
final class PaymentService {

  private final OptimisticWrites writes;
  private final Database database;
  private final PaymentRepository payments = new PaymentRepository();
  private final Refunds refunds;
  private final PaymentEffects effects;
  private final PaymentNumbers numbers;
  private final Clock clock;

  PaymentService(Database database, Refunds refunds, PaymentEffects effects, Clock clock) {
    this.database = database;
    this.writes = new OptimisticWrites(database);
    this.refunds = refunds;
    this.effects = effects;
    this.numbers = new PaymentNumbers(clock);
    this.clock = clock;
  }

  /**
   * The open payment of an order; a new one if there is none.
   *
   * @throws CodedException if the order is paid already, or its open payment is somebody else's
   */
  Payment open(PaymentTerms terms) {
    return writes.run(handle -> {
      if (payments.findSettling(handle, terms.orderSn()).isPresent()) {
        throw CodedException.business("Order " + terms.orderSn() + " is paid already");
      }
      return payments
          .findOpen(handle, terms.orderSn())
          .map(open -> sameTerms(open, terms))
          .orElseGet(() -> insert(handle, terms));
    });
  }

  private static Payment sameTerms(Payment open, PaymentTerms terms) {
    if (!open.terms().equals(terms)) {
      throw CodedException.business(
          "Order %s has an open payment on other terms".formatted(terms.orderSn()));
    }
    return open;
  }

  private Payment insert(Handle handle, PaymentTerms terms) {
    String sn = numbers.nextPayment();
    try {
      payments.insert(handle, sn, terms, now());
    } catch (RuntimeException e) {
      if (UniqueViolation.causes(e)) {
        // Somebody opened a payment of this order since we looked, or the number is taken.
        throw new StaleRowException("the open payment of order " + terms.orderSn());
      }
      throw e;
    }
    return payments.find(handle, sn).orElseThrow();
  }

  /** The payment of that number. */
  Optional<Payment> find(String sn) {
    return database.withHandle(handle -> payments.find(handle, sn));
  }

  /** The newest payment of an order, the open one before all others. */
  Optional<Payment> findPayable(String orderSn) {
    return database.withHandle(handle ->
        payments
            .findOpen(handle, orderSn)
            .or(() -> payments.findByOrder(handle, orderSn).stream().findFirst()));
  }

  /** The payment by which an order counts as paid, refunded or not. */
  Optional<Payment> findPaid(String orderSn) {
    return database.withHandle(handle ->
        payments
            .findSettling(handle, orderSn)
            .or(() ->
                payments.findByOrder(handle, orderSn).stream()
                    .filter(payment -> isPaid(payment.status()))
                    .findFirst()));
  }

  private static boolean isPaid(PayStatus status) {
    return status == PayStatus.SUCCESS || status == PayStatus.REFUNDED;
  }

  /**
   * Applies a report. One that repeats what is known changes nothing, but what follows from it is
   * ensured once more; one that is older than what is known changes nothing at all.
   *
   * @throws CodedException if there is no such payment, or it cannot go there
   */
  void apply(PaymentReport report) {
    writes.<Boolean>run(handle -> {
      Payment payment =
          payments
              .find(handle, report.sn())
              .orElseThrow(() -> CodedException.business("There is no payment " + report.sn()));
      return apply(handle, payment, report);
    });
    refunds.wake();
  }

  private boolean apply(Handle handle, Payment payment, PaymentReport report) {
    switch (payment.status().to(report.status())) {
      case ALLOWED -> follow(handle, change(handle, payment, report));
      case REPEATED -> follow(handle, payment);
      case OUTDATED -> {}
      case REJECTED ->
          throw CodedException.business(
              "Payment %s is %s and cannot become %s"
                  .formatted(payment.sn(), payment.status(), report.status()));
    }
    return true;
  }

  private Payment change(Handle handle, Payment payment, PaymentReport report) {
    Payment changed =
        payment.reported(report.status(), settlement(handle, payment, report), report);
    try {
      if (!payments.update(handle, payment, changed, now())) {
        throw new StaleRowException("payment " + payment.sn());
      }
    } catch (RuntimeException e) {
      if (UniqueViolation.causes(e)) {
        throw new StaleRowException("the payments of order " + payment.orderSn());
      }
      throw e;
    }
    return changed;
  }

  /** The first success settles the order; after a refund the order stays settled by its payment. */
  private Settlement settlement(Handle handle, Payment payment, PaymentReport report) {
    boolean firstSuccess =
        report.status() == PayStatus.SUCCESS
            && payments.findSettling(handle, payment.orderSn()).isEmpty();
    return firstSuccess ? Settlement.SETTLES : payment.settlement();
  }

  /** What the state of a payment asks for; may be called again for the same state. */
  private void follow(Handle handle, Payment payment) {
    if (payment.status() == PayStatus.REFUNDED) {
      refunds.done(handle, payment);
    }
    if (payment.settlement() == Settlement.SETTLES || payment.status() == PayStatus.FAILED) {
      effects.changed(handle, payment);
    } else if (payment.status() == PayStatus.SUCCESS) {
      refunds.ensure(handle, payment, RefundReason.PAID_TWICE);
    }
  }

  /** Notes a report that cannot be applied, for those who look for the money. */
  void noteRefused(Payment payment, String tradeState, String why) {
    database.useTransaction(
        handle -> payments.noteRefused(handle, payment, tradeState, why, now()));
  }

  /** What happened to a payment, oldest first. */
  List<String> history(String sn) {
    return database.withHandle(handle -> payments.history(handle, sn));
  }

  /**
   * Records that the money of a closed order goes back. Repeating it changes nothing.
   *
   * @throws CodedException if nobody paid the order
   */
  Refund refundClosed(String orderSn) {
    Refund refund =
        writes.run(handle -> {
          Payment paid =
              payments
                  .findSettling(handle, orderSn)
                  .orElseThrow(() -> CodedException.business("Nobody paid order " + orderSn));
          return refunds.ensure(handle, paid, RefundReason.ORDER_CLOSED);
        });
    refunds.wake();
    return refund;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
