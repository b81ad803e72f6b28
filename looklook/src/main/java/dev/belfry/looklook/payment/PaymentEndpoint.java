package dev.belfry.looklook.payment;

import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.rpc.Unary;
import dev.belfry.looklook.payment.rpc.CreatePaymentReq;
import dev.belfry.looklook.payment.rpc.CreatePaymentResp;
import dev.belfry.looklook.payment.rpc.GetPaymentBySnReq;
import dev.belfry.looklook.payment.rpc.GetPaymentBySnResp;
import dev.belfry.looklook.payment.rpc.GetPaymentSuccessRefundByOrderSnReq;
import dev.belfry.looklook.payment.rpc.GetPaymentSuccessRefundByOrderSnResp;
import dev.belfry.looklook.payment.rpc.PaymentDetail;
import dev.belfry.looklook.payment.rpc.RefundClosedOrderReq;
import dev.belfry.looklook.payment.rpc.RefundClosedOrderResp;
import dev.belfry.looklook.payment.rpc.UpdateTradeStateReq;
import dev.belfry.looklook.payment.rpc.UpdateTradeStateResp;
import dev.belfry.looklook.payment.rpc.paymentGrpc;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** The payments over gRPC. Thread-safe. */
final class PaymentEndpoint extends paymentGrpc.paymentImplBase {
  private final PaymentService payments;
  private final Refunds refunds;
  private final Clock clock;

  PaymentEndpoint(PaymentService payments, Refunds refunds, Clock clock) {
    this.payments = payments;
    this.refunds = refunds;
    this.clock = clock;
  }

  @Override
  public void createPayment(CreatePaymentReq request, StreamObserver<CreatePaymentResp> observer) {
    Unary.answer(
        observer,
        () -> CreatePaymentResp.newBuilder().setSn(payments.open(terms(request)).sn()).build());
  }

  private static PaymentTerms terms(CreatePaymentReq request) {
    if (request.getUserId() <= 0 || request.getOrderSn().isEmpty()) {
      throw CodedException.param("userId and orderSn must be set");
    }
    if (request.getPayTotal() <= 0) {
      throw CodedException.param("payTotal must be positive");
    }
    return new PaymentTerms(
        request.getUserId(),
        request.getOrderSn(),
        request.getServiceType(),
        request.getPayModel(),
        request.getPayTotal());
  }

  @Override
  public void getPaymentBySn(
      GetPaymentBySnReq request, StreamObserver<GetPaymentBySnResp> observer) {
    Unary.answer(
        observer,
        () ->
            GetPaymentBySnResp.newBuilder()
                .setPaymentDetail(detail(payments.find(request.getSn())))
                .build());
  }

  @Override
  public void getPaymentSuccessRefundByOrderSn(
      GetPaymentSuccessRefundByOrderSnReq request,
      StreamObserver<GetPaymentSuccessRefundByOrderSnResp> observer) {
    Unary.answer(
        observer,
        () ->
            GetPaymentSuccessRefundByOrderSnResp.newBuilder()
                .setPaymentDetail(detail(payments.findPaid(request.getOrderSn())))
                .build());
  }

  private PaymentDetail detail(Optional<Payment> payment) {
    return payment
        .map(found -> PaymentMessages.detail(found, refunds.find(found.sn())))
        .orElseGet(PaymentDetail::getDefaultInstance);
  }

  @Override
  public void updateTradeState(
      UpdateTradeStateReq request, StreamObserver<UpdateTradeStateResp> observer) {
    Unary.answer(
        observer,
        () -> {
          payments.apply(report(request));
          return UpdateTradeStateResp.getDefaultInstance();
        });
  }

  private PaymentReport report(UpdateTradeStateReq request) {
    PayStatus status =
        PayStatus.of(request.getPayStatus())
            .orElseThrow(() ->
                CodedException.param("payStatus: there is no state " + request.getPayStatus()));
    return new PaymentReport(
        request.getSn(),
        status,
        new ProviderFacts(
            request.getTradeState(),
            request.getTransactionId(),
            request.getTradeType(),
            request.getTradeStateDesc()),
        request.getPayTime() > 0 ? Instant.ofEpochSecond(request.getPayTime()) : clock.instant());
  }

  @Override
  public void refundClosedOrder(
      RefundClosedOrderReq request, StreamObserver<RefundClosedOrderResp> observer) {
    Unary.answer(
        observer,
        () ->
            RefundClosedOrderResp.newBuilder()
                .setRefundSn(payments.refundClosed(request.getOrderSn()).sn())
                .build());
  }
}
