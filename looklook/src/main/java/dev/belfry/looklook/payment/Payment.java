package dev.belfry.looklook.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment as stored.
 *
 * @param settlement whether this is the payment that its order counts as paid by
 * @param payTime when the money was taken; null before
 * @param version grows by one with every change
 */
record Payment(
    long id,
    String sn,
    PaymentTerms terms,
    PayStatus status,
    Settlement settlement,
    ProviderFacts facts,
    @Nullable Instant payTime,
    Instant createTime,
    Instant updateTime,
    long version) {

  /** The relation of a payment to its order. */
  enum Settlement {
    /** No money, or money that goes back. */
    NONE,
    /** The order counts as paid by this payment. */
    SETTLES
  }

  String orderSn() {
    return terms.orderSn();
  }

  /** This payment as it is after a report. */
  Payment reported(PayStatus newStatus, Settlement newSettlement, PaymentReport report) {
    return new Payment(
        id,
        sn,
        terms,
        newStatus,
        newSettlement,
        report.facts().orElse(facts),
        newStatus == PayStatus.SUCCESS ? report.paidAt() : payTime,
        createTime,
        updateTime,
        version + 1);
  }
}
