package dev.belfry.looklook.ordermq.mqs.kafka;

import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.error.ErrorCode;
import dev.belfry.looklook.common.job.PaymentUpdate;
import dev.belfry.looklook.common.rpc.RpcClient;
import dev.belfry.looklook.order.rpc.UpdateHomestayOrderTradeStateReq;
import dev.belfry.looklook.order.rpc.orderGrpc.orderBlockingStub;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A payment changed: its order follows. The same message twice is harmless, because an order that
 * is where it should be stays there.
 */
public final class PaymentUpdateStatus {
  private static final Logger log = LoggerFactory.getLogger(PaymentUpdateStatus.class);

  // Payment states as the payment service announces them, and the order states they lead to.
  private static final int PAYMENT_SUCCESS = 1;
  private static final int PAYMENT_REFUNDED = 2;
  private static final long ORDER_WAIT_USE = 1;
  private static final long ORDER_REFUNDED = 3;

  private final RpcClient<orderBlockingStub> orders;

  public PaymentUpdateStatus(RpcClient<orderBlockingStub> orders) {
    this.orders = orders;
  }

  /** Moves the order that the payment is for. */
  public Outcome handle(PaymentUpdate update, Message message) {
    return switch (update.payStatus()) {
      case PAYMENT_SUCCESS -> move(update.orderSn(), ORDER_WAIT_USE);
      case PAYMENT_REFUNDED -> move(update.orderSn(), ORDER_REFUNDED);
      default -> Outcome.drop("pay status " + update.payStatus() + " moves no order");
    };
  }

  /** What the order service refuses it will refuse again; what it could not do may work later. */
  private Outcome move(String orderSn, long tradeState) {
    var request =
        UpdateHomestayOrderTradeStateReq.newBuilder()
            .setSn(orderSn)
            .setTradeState(tradeState)
            .build();
    try {
      orders.call(stub -> stub.updateHomestayOrderTradeState(request));
      log.atInfo().addKeyValue("order", orderSn).log("order moved to state {}", tradeState);
      return Outcome.done();
    } catch (CodedException e) {
      if (e.is(ErrorCode.PAID_AFTER_CLOSE)) {
        // Settled: the order service has seen to it that the money goes back.
        log.atWarn().addKeyValue("order", orderSn).log("{}", e.getMessage());
        return Outcome.done();
      }
      return Outcome.deadLetter("the order service refuses: " + e.getMessage(), e);
    }
  }
}
