package dev.belfry.looklook.mqueue.job.listen;

import dev.belfry.looklook.common.rpc.RpcClient;
import dev.belfry.looklook.mqueue.job.mqs.deferred.CloseUnpaidOrder;
import dev.belfry.looklook.mqueue.job.mqs.message.Messenger;
import dev.belfry.looklook.mqueue.job.mqs.message.NotifyPaidOrder;
import dev.belfry.looklook.mqueue.job.mqs.schedule.SettleRecords;
import dev.belfry.looklook.order.rpc.orderGrpc.orderBlockingStub;
import dev.belfry.looklook.usercenter.rpc.usercenterGrpc.usercenterBlockingStub;

/** One handler for each type of task. */
public record Handlers(
    CloseUnpaidOrder closeUnpaidOrder,
    NotifyPaidOrder notifyPaidOrder,
    SettleRecords settleRecords) {

  /** The handlers, working with the services that these clients call. */
  public static Handlers with(
      RpcClient<orderBlockingStub> orders,
      RpcClient<usercenterBlockingStub> users,
      Messenger messenger) {
    return new Handlers(
        new CloseUnpaidOrder(orders),
        new NotifyPaidOrder(orders, users, messenger),
        new SettleRecords());
  }
}
