package dev.belfry.looklook.order;

import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.rpc.RpcClient;
import dev.belfry.looklook.payment.rpc.RefundClosedOrderReq;
import dev.belfry.looklook.payment.rpc.paymentGrpc.paymentBlockingStub;

/** The refunds that the payment service keeps. Thread-safe. */
final class PaymentRefundDesk implements RefundDesk {
  private final RpcClient<paymentBlockingStub> payments;

  PaymentRefundDesk(RpcClient<paymentBlockingStub> payments) {
    this.payments = payments;
  }

  @Override
  public void refundClosed(String orderSn) {
    var request = RefundClosedOrderReq.newBuilder().setOrderSn(orderSn).build();
    try {
      payments.call(stub -> stub.refundClosedOrder(request));
    } catch (CodedException e) {
      // The news of a payment can be faster than the commit of its row. Passing on the coded error
      // would tell the bearer of the news that it is settled.
      throw new IllegalStateException(
          "the refund of order " + orderSn + " is not recorded yet: " + e.getMessage(), e);
    }
  }
}
