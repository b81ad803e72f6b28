package dev.belfry.looklook.ordermq.listen;

import dev.belfry.looklook.common.rpc.RpcClient;
import dev.belfry.looklook.order.rpc.orderGrpc.orderBlockingStub;
import dev.belfry.looklook.ordermq.OrderMqConf;
import dev.belfry.service.Service;
import dev.belfry.service.Telemetry;
import java.util.List;

/** All that order-mq listens to, of every kind. */
public final class Listeners {

  private Listeners() {}

  /** The listeners; they work with the order service. */
  public static List<Service> of(
      OrderMqConf conf, Telemetry telemetry, RpcClient<orderBlockingStub> orders) {
    return List.copyOf(KafkaListeners.of(conf, telemetry, orders));
  }
}
