package dev.belfry.looklook.order.api;

import dev.belfry.looklook.common.auth.Jwt;
import dev.belfry.looklook.common.http.HttpServer;
import dev.belfry.looklook.common.http.Routes;
import dev.belfry.looklook.common.process.LooklookProcess;
import dev.belfry.looklook.common.rpc.Peers;
import dev.belfry.looklook.common.rpc.RpcClient;
import dev.belfry.looklook.order.rpc.orderGrpc.orderBlockingStub;
import dev.belfry.looklook.payment.rpc.paymentGrpc.paymentBlockingStub;
import dev.belfry.service.Service;
import dev.belfry.service.Telemetry;
import java.util.List;

/**
 * Lets customers book and look at their orders over HTTP: a process of its own by {@link #main}, or
 * paths that the demo mounts on a shared server.
 */
public final class OrderApi {
  private final Routes routes;

  /** The API to these services; the caller starts and stops the clients. */
  public OrderApi(
      Jwt jwt, RpcClient<orderBlockingStub> orders, RpcClient<paymentBlockingStub> payments) {
    this.routes = new OrderRoutes(jwt, orders, payments);
  }

  /** Runs the process. */
  public static void main(String[] args) {
    process().runAndExit(args);
  }

  /** The process. */
  public static LooklookProcess<OrderApiConf> process() {
    return new LooklookProcess<>(
        "order-api", OrderApiConf.class, OrderApiConf::service, OrderApi::services);
  }

  /** The services of the process, in the order of their start. */
  public static List<Service> services(OrderApiConf conf, Telemetry telemetry) {
    var orders = Peers.order(telemetry.openTelemetry()).to(conf.orderRpcConf());
    var payments = Peers.payment(telemetry.openTelemetry()).to(conf.paymentRpcConf());
    var server =
        HttpServer.builder("order-api", conf.http())
            .routes(new OrderApi(new Jwt(conf.jwtAuth()), orders, payments).routes())
            .openTelemetry(telemetry.openTelemetry())
            .build();
    return List.of(orders, payments, server);
  }

  /** The HTTP API. */
  public Routes routes() {
    return routes;
  }
}
