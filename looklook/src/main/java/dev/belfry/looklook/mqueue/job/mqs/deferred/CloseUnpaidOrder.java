package dev.belfry.looklook.mqueue.job.mqs.deferred;

import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.job.CloseOrder;
import dev.belfry.looklook.common.rpc.RpcClient;
import dev.belfry.looklook.order.OrderState;
import dev.belfry.looklook.order.rpc.HomestayOrder;
import dev.belfry.looklook.order.rpc.HomestayOrderDetailReq;
import dev.belfry.looklook.order.rpc.UpdateHomestayOrderTradeStateReq;
import dev.belfry.looklook.order.rpc.orderGrpc.orderBlockingStub;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.TaskContext;
import dev.belfry.tasks.TaskDecision;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time to pay is over: an order that still waits for money is closed. */
public final class CloseUnpaidOrder implements TaskDecision<CloseOrder> {
  private static final Logger log = LoggerFactory.getLogger(CloseUnpaidOrder.class);

  /** No transaction is open for longer. */
  private static final Duration UNTIL_COMMITTED = Duration.ofMinutes(1);

  private final RpcClient<orderBlockingStub> orders;

  public CloseUnpaidOrder(RpcClient<orderBlockingStub> orders) {
    this.orders = orders;
  }

  @Override
  public Outcome handle(CloseOrder task, TaskContext context) {
    HomestayOrder order = find(task.sn());
    if (order.getId() == 0) {
      return missing(task.sn(), context);
    }
    if (order.getTradeState() != OrderState.WAIT_PAY.code()) {
      return Outcome.done();
    }
    return close(task.sn());
  }

  /** The task is enqueued just before its order is committed; a commit that failed leaves it. */
  private static Outcome missing(String sn, TaskContext context) {
    if (context.retried() == 0) {
      return Outcome.retryIn(UNTIL_COMMITTED, "no order " + sn + " yet");
    }
    log.atWarn().addKeyValue("order", sn).log("no such order, nothing to close");
    return Outcome.revoke();
  }

  private HomestayOrder find(String sn) {
    var request = HomestayOrderDetailReq.newBuilder().setSn(sn).build();
    return orders.call(stub -> stub.homestayOrderDetail(request)).getHomestayOrder();
  }

  private Outcome close(String sn) {
    var request =
        UpdateHomestayOrderTradeStateReq.newBuilder()
            .setSn(sn)
            .setTradeState(OrderState.CANCELLED.code())
            .build();
    try {
      orders.call(stub -> stub.updateHomestayOrderTradeState(request));
      log.atInfo().addKeyValue("order", sn).log("order closed unpaid");
    } catch (CodedException e) {
      // Paid between our look and our change: the order service decides, and it says no.
      if (find(sn).getTradeState() == OrderState.WAIT_PAY.code()) {
        throw e;
      }
    }
    return Outcome.done();
  }
}
