package dev.belfry.looklook.ordermq.mqs.kafka;

import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.error.ErrorCode;
import dev.belfry.looklook.common.job.PaymentUpdate;
import dev.belfry.looklook.common.rpc.RpcClient;
import dev.belfry.looklook.order.OrderState;
import dev.belfry.looklook.order.rpc.HomestayOrderDetailReq;
import dev.belfry.looklook.order.rpc.UpdateHomestayOrderTradeStateReq;
import dev.belfry.looklook.order.rpc.orderGrpc.orderBlockingStub;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.Outcome;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A payment changed: its order follows. The same message twice is harmless, because an order that
 * is where it should be, or was there and went on, stays where it is.
 */
public final class PaymentUpdateStatus {
  private static final Logger log = LoggerFactory.getLogger(PaymentUpdateStatus.class);

  // Payment states as the payment service announces them.
  private static final int PAYMENT_SUCCESS = 1;
  private static final int PAYMENT_REFUNDED = 2;

  private final RpcClient<orderBlockingStub> orders;

  public PaymentUpdateStatus(RpcClient<orderBlockingStub> orders) {
    this.orders = orders;
  }

  /** Moves the order that the payment is for. */
  public Outcome handle(PaymentUpdate update, Message message) {
    return switch (update.payStatus()) {
      case PAYMENT_SUCCESS -> move(update.orderSn(), OrderState.WAIT_USE);
      case PAYMENT_REFUNDED -> move(update.orderSn(), OrderState.REFUNDED);
      default -> Outcome.drop("pay status " + update.payStatus() + " moves no order");
    };
  }

  private Outcome move(String orderSn, OrderState target) {
    var request =
        UpdateHomestayOrderTradeStateReq.newBuilder()
            .setSn(orderSn)
            .setTradeState(target.code())
            .build();
    try {
      orders.call(stub -> stub.updateHomestayOrderTradeState(request));
      log.atInfo().addKeyValue("order", orderSn).log("order moved to {}", target);
      return Outcome.done();
    } catch (CodedException e) {
      if (e.is(ErrorCode.PAID_AFTER_CLOSE)) {
        // Settled: the order service has seen to it that the money goes back.
        log.atWarn().addKeyValue("order", orderSn).log("{}", e.getMessage());
        return Outcome.done();
      }
      if (e.is(ErrorCode.COMMON) || e.is(ErrorCode.PARAM)) {
        return refused(orderSn, target, e);
      }
      // Trouble of the other side that has a code, such as a busy database: it may work later.
      throw e;
    }
  }

  /** What a rule of the order service refuses it will refuse again. */
  private Outcome refused(String orderSn, OrderState target, CodedException refusal) {
    return state(orderSn)
        .filter(state -> isSettled(state, target))
        .map(state -> Outcome.drop("order %s is %s already".formatted(orderSn, state)))
        .orElseGet(() ->
            Outcome.deadLetter("the order service refuses: " + refusal.getMessage(), refusal));
  }

  private Optional<OrderState> state(String orderSn) {
    var request = HomestayOrderDetailReq.newBuilder().setSn(orderSn).build();
    var order = orders.call(stub -> stub.homestayOrderDetail(request)).getHomestayOrder();
    return order.getId() == 0 ? Optional.empty() : OrderState.of(order.getTradeState());
  }

  /** Whether an order in {@code state} has nothing left to learn from the news. */
  private static boolean isSettled(OrderState state, OrderState target) {
    return switch (state) {
      // Paid before: the news comes once more.
      case USED, REFUNDED, EXPIRED -> target == OrderState.WAIT_USE;
      // Late money went back, and the order stays closed.
      case CANCELLED -> target == OrderState.REFUNDED;
      case WAIT_PAY, WAIT_USE -> false;
    };
  }
}
