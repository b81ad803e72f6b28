package dev.belfry.looklook.payment;

import dev.belfry.looklook.common.db.Database;
import dev.belfry.looklook.common.db.StaleRowException;
import dev.belfry.looklook.common.db.UniqueViolation;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Records what must be refunded and how far it has come. Thread-safe. */
final class Refunds {
  private final Database database;
  private final RefundRepository refunds = new RefundRepository();
  private final PaymentNumbers numbers;
  private final Clock clock;
  private volatile Runnable sender = () -> {};

  Refunds(Database database, Clock clock) {
    this.database = database;
    this.numbers = new PaymentNumbers(clock);
    this.clock = clock;
  }

  /** Sees to it that the payment is refunded; the refund it has already stays as it is. */
  Refund ensure(Handle handle, Payment payment, RefundReason reason) {
    return refunds
        .find(handle, payment.sn())
        .orElseGet(() -> {
          insert(handle, payment, reason);
          return refunds.find(handle, payment.sn()).orElseThrow();
        });
  }

  private void insert(Handle handle, Payment payment, RefundReason reason) {
    try {
      refunds.insert(handle, numbers.nextRefund(), payment, reason, now());
    } catch (RuntimeException e) {
      if (UniqueViolation.causes(e)) {
        throw new StaleRowException("the refund of payment " + payment.sn());
      }
      throw e;
    }
  }

  /** The provider reported that the money is back. */
  void done(Handle handle, Payment payment) {
    refunds.markDone(handle, payment.sn(), now());
  }

  /** The oldest refunds after {@code afterId} for which the provider must be asked. */
  List<Refund> due(long afterId, int limit) {
    return database.withHandle(handle -> refunds.findDue(handle, afterId, limit));
  }

  /** The refund of a payment. */
  Optional<Refund> find(String paymentSn) {
    return database.withHandle(handle -> refunds.find(handle, paymentSn));
  }

  /** All refunds of an order, oldest first. */
  List<Refund> findByOrder(String orderSn) {
    return database.withHandle(handle -> refunds.findByOrder(handle, orderSn));
  }

  /** The provider accepted a refund. */
  void requested(Refund refund, String providerId) {
    database.useTransaction(handle -> refunds.markRequested(handle, refund, providerId, now()));
  }

  /** The provider did not accept a refund; it stays due. */
  void failed(Refund refund, String error) {
    database.useTransaction(handle -> refunds.markFailed(handle, refund, error, now()));
  }

  /** Who is told when there may be refunds to ask for. */
  void onWake(Runnable action) {
    sender = action;
  }

  /** Tells the sender that there may be refunds to ask for. Call it after the commit. */
  void wake() {
    sender.run();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
