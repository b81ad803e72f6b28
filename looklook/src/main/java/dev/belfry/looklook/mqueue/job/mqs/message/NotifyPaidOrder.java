package dev.belfry.looklook.mqueue.job.mqs.message;

import dev.belfry.looklook.common.job.NotifyPaid;
import dev.belfry.looklook.common.rpc.RpcClient;
import dev.belfry.looklook.order.OrderState;
import dev.belfry.looklook.order.rpc.HomestayOrder;
import dev.belfry.looklook.order.rpc.HomestayOrderDetailReq;
import dev.belfry.looklook.order.rpc.orderGrpc.orderBlockingStub;
import dev.belfry.looklook.usercenter.rpc.GetUserAuthByUserIdReq;
import dev.belfry.looklook.usercenter.rpc.UserAuth;
import dev.belfry.looklook.usercenter.rpc.usercenterGrpc.usercenterBlockingStub;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.TaskContext;
import dev.belfry.tasks.TaskDecision;
import java.time.Duration;

/**
 * Sends one notice about a paid order. One task sends one notice, so a retry repeats nothing that
 * was sent; a notice that cannot be sent is the failure of its task, which is tried again later.
 */
public final class NotifyPaidOrder implements TaskDecision<NotifyPaid> {
  private static final String MINI_PROGRAM = "wxMini";

  /** The task is enqueued just before the payment is committed; the commit is near. */
  private static final Duration UNTIL_COMMITTED = Duration.ofMillis(500);

  private final RpcClient<orderBlockingStub> orders;
  private final RpcClient<usercenterBlockingStub> users;
  private final Messenger messenger;

  public NotifyPaidOrder(
      RpcClient<orderBlockingStub> orders,
      RpcClient<usercenterBlockingStub> users,
      Messenger messenger) {
    this.orders = orders;
    this.users = users;
    this.messenger = messenger;
  }

  @Override
  public Outcome handle(NotifyPaid task, TaskContext context) {
    HomestayOrder order = find(task.sn());
    if (order.getId() == 0) {
      return Outcome.archive("there is no order " + task.sn());
    }
    if (order.getTradeState() == OrderState.WAIT_PAY.code()) {
      return Outcome.snooze(UNTIL_COMMITTED);
    }
    if (order.getTradeState() == OrderState.CANCELLED.code()) {
      return Outcome.revoke();
    }
    messenger.send(recipient(task.userId()), PaidNotices.of(task.notice(), order));
    return Outcome.done();
  }

  private HomestayOrder find(String sn) {
    var request = HomestayOrderDetailReq.newBuilder().setSn(sn).build();
    return orders.call(stub -> stub.homestayOrderDetail(request)).getHomestayOrder();
  }

  private String recipient(long userId) {
    var request =
        GetUserAuthByUserIdReq.newBuilder().setUserId(userId).setAuthType(MINI_PROGRAM).build();
    UserAuth auth = users.call(stub -> stub.getUserAuthByUserId(request)).getUserAuth();
    if (auth.getId() == 0) {
      throw new IllegalStateException(
          "user " + userId + " has not signed in to the mini program, so no notice can reach them");
    }
    return auth.getAuthKey();
  }
}
