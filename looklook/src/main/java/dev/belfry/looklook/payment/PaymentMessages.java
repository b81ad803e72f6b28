package dev.belfry.looklook.payment;

import dev.belfry.looklook.payment.rpc.PaymentDetail;
import java.time.Instant;
import java.util.Optional;

/** Payments as other services see them. */
final class PaymentMessages {

  private PaymentMessages() {}

  static PaymentDetail detail(Payment payment, Optional<Refund> refund) {
    PaymentTerms terms = payment.terms();
    Instant payTime = payment.payTime();
    return PaymentDetail.newBuilder()
        .setId(payment.id())
        .setSn(payment.sn())
        .setUserId(terms.userId())
        .setPayMode(terms.payMode())
        .setTradeType(payment.facts().tradeType())
        .setPayTotal(terms.total())
        .setTransactionId(payment.facts().transactionId())
        .setTradeStateDesc(payment.facts().description())
        .setOrderSn(terms.orderSn())
        .setServiceType(terms.serviceType())
        .setCreateTime(payment.createTime().getEpochSecond())
        .setUpdateTime(payment.updateTime().getEpochSecond())
        .setPayStatus(payment.status().code())
        .setPayTime(payTime == null ? 0 : payTime.getEpochSecond())
        .setRefundStatus(refund.map(found -> found.status().code()).orElse(0))
        .build();
  }
}
