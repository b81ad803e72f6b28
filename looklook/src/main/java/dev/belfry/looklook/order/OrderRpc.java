package dev.belfry.looklook.order;

import dev.belfry.looklook.common.effect.TaskEffects;
import dev.belfry.looklook.common.process.LooklookProcess;
import dev.belfry.looklook.common.rpc.RpcClient;
import dev.belfry.looklook.common.rpc.RpcServer;
import dev.belfry.looklook.payment.rpc.paymentGrpc;
import dev.belfry.looklook.travel.rpc.travelGrpc;
import dev.belfry.service.Service;
import dev.belfry.service.Telemetry;
import dev.belfry.tasks.RedisTarget;
import java.time.ZoneId;
import java.util.List;

/** The process that keeps the orders. */
public final class OrderRpc {

  private OrderRpc() {}

  /** Runs the process. */
  public static void main(String[] args) {
    process().runAndExit(args);
  }

  static LooklookProcess<OrderRpcConf> process() {
    return new LooklookProcess<>(
        "order-rpc", OrderRpcConf.class, OrderRpcConf::service, OrderRpc::services);
  }

  /** The services of the process, in the order of their start. */
  public static List<Service> services(OrderRpcConf conf, Telemetry telemetry) {
    var travel =
        RpcClient.builder("travel", travelGrpc.getServiceDescriptor(), travelGrpc::newBlockingStub)
            .openTelemetry(telemetry.openTelemetry())
            .to(conf.travelRpcConf());
    var payments =
        RpcClient.builder(
                "payment", paymentGrpc.getServiceDescriptor(), paymentGrpc::newBlockingStub)
            .openTelemetry(telemetry.openTelemetry())
            .to(conf.paymentRpcConf());
    var effects = new TaskEffects(RedisTarget.of(conf.redis()));
    var terms = new OrderTerms(conf.closeAfter(), ZoneId.of(conf.zone()));
    var orders = new Orders(conf.db(), terms, travel, payments, effects);
    var server =
        RpcServer.builder("order-rpc", conf.listenOn())
            .service(orders.rpc())
            .openTelemetry(telemetry.openTelemetry())
            .build();
    return List.of(orders.database(), effects, travel, payments, server);
  }
}
