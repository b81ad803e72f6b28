package dev.belfry.looklook.order;

import dev.belfry.looklook.common.process.LooklookProcess;
import dev.belfry.looklook.common.rpc.Peers;
import dev.belfry.looklook.common.rpc.RpcServer;
import dev.belfry.service.Service;
import dev.belfry.service.Telemetry;
import dev.belfry.tasks.RedisTarget;
import java.util.List;

/** The process that keeps the orders. */
public final class OrderRpc {

  private OrderRpc() {}

  /** Runs the process. */
  public static void main(String[] args) {
    process().runAndExit(args);
  }

  /** The process. */
  public static LooklookProcess<OrderRpcConf> process() {
    return new LooklookProcess<>(
        "order-rpc", OrderRpcConf.class, OrderRpcConf::service, OrderRpc::services);
  }

  /** The services of the process, in the order of their start. */
  public static List<Service> services(OrderRpcConf conf, Telemetry telemetry) {
    var travel = Peers.travel(telemetry.openTelemetry()).to(conf.travelRpcConf());
    var payments = Peers.payment(telemetry.openTelemetry()).to(conf.paymentRpcConf());
    var terms = new OrderTerms(conf.closeAfter(), conf.zone());
    var orders = new Orders(conf.db(), terms, travel, payments);
    var relay = orders.relay(RedisTarget.of(conf.redis()), telemetry.meters());
    var server =
        RpcServer.builder("order-rpc", conf.listenOn())
            .service(orders.rpc())
            .openTelemetry(telemetry.openTelemetry())
            .build();
    return List.of(orders.database(), relay, travel, payments, server);
  }
}
