package dev.belfry.looklook.payment;

import dev.belfry.looklook.common.rpc.RpcClient;
import dev.belfry.looklook.order.OrderState;
import dev.belfry.looklook.order.rpc.HomestayOrderDetailReq;
import dev.belfry.looklook.order.rpc.orderGrpc.orderBlockingStub;
import dev.belfry.looklook.payment.PayableOrder.Stage;
import java.util.Optional;

/** The orders that the order service keeps. Thread-safe. */
final class RpcOrders implements PayableOrders {
  private final RpcClient<orderBlockingStub> orders;

  RpcOrders(RpcClient<orderBlockingStub> orders) {
    this.orders = orders;
  }

  @Override
  public Optional<PayableOrder> find(String sn) {
    var request = HomestayOrderDetailReq.newBuilder().setSn(sn).build();
    var order = orders.call(stub -> stub.homestayOrderDetail(request)).getHomestayOrder();
    if (order.getId() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new PayableOrder(
            order.getSn(),
            order.getUserId(),
            order.getTitle(),
            order.getOrderTotalPrice(),
            stage(order.getTradeState())));
  }

  /** A state that we do not know is one that cannot be paid. */
  private static Stage stage(long tradeState) {
    if (tradeState == OrderState.WAIT_PAY.code()) {
      return Stage.WAITS_FOR_PAYMENT;
    }
    return tradeState == OrderState.WAIT_USE.code() ? Stage.PAID : Stage.CLOSED;
  }
}
