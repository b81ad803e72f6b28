package dev.belfry.looklook.ordermq;

import dev.belfry.looklook.common.process.LooklookProcess;
import dev.belfry.looklook.common.rpc.Peers;
import dev.belfry.looklook.ordermq.listen.Listeners;
import dev.belfry.service.Service;
import dev.belfry.service.Telemetry;
import java.util.ArrayList;
import java.util.List;

/** The process that turns messages into changes of orders. */
public final class OrderMq {

  private OrderMq() {}

  /** Runs the process. */
  public static void main(String[] args) {
    process().runAndExit(args);
  }

  /** The process. */
  public static LooklookProcess<OrderMqConf> process() {
    return new LooklookProcess<>(
        "order-mq", OrderMqConf.class, OrderMqConf::service, OrderMq::services);
  }

  /** The services of the process, in the order of their start. */
  static List<Service> services(OrderMqConf conf, Telemetry telemetry) {
    var orders = Peers.order(telemetry.openTelemetry()).to(conf.orderRpcConf());
    List<Service> services = new ArrayList<>();
    services.add(orders);
    services.addAll(Listeners.of(conf, telemetry, orders));
    return services;
  }
}
