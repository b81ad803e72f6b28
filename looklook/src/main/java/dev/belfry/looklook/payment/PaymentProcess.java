package dev.belfry.looklook.payment;

import dev.belfry.kafka.KafkaSender;
import dev.belfry.looklook.common.auth.Jwt;
import dev.belfry.looklook.common.http.HttpServer;
import dev.belfry.looklook.common.process.LooklookProcess;
import dev.belfry.looklook.common.rpc.Peers;
import dev.belfry.looklook.common.rpc.RpcServer;
import dev.belfry.service.Service;
import dev.belfry.service.Telemetry;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The process that opens payments, hears from the provider and announces what changed. */
public final class PaymentProcess {

  private PaymentProcess() {}

  /** Runs the process. */
  public static void main(String[] args) {
    process().runAndExit(args);
  }

  /** The process. */
  public static LooklookProcess<PaymentConf> process() {
    return new LooklookProcess<>(
        "payment", PaymentConf.class, PaymentConf::service, PaymentProcess::services);
  }

  /** The services of the process, in the order of their start. */
  public static List<Service> services(PaymentConf conf, Telemetry telemetry) {
    var orders = Peers.order(telemetry.openTelemetry()).to(conf.orderRpcConf());
    var sender =
        KafkaSender.builder(conf.updates())
            .meters(telemetry.meters())
            .openTelemetry(telemetry.openTelemetry())
            .build();
    var http = new AtomicReference<HttpServer>();
    var payments =
        new Payments(
            conf.db(),
            new Jwt(conf.jwtAuth()),
            new Sandbox(conf.sandbox(), () -> http.get().port()),
            orders,
            conf.updates().topic());
    var relay = payments.relay(sender, telemetry.meters());
    var server =
        HttpServer.builder("payment-api", conf.http())
            .routes(payments.routes())
            .openTelemetry(telemetry.openTelemetry())
            .build();
    http.set(server);
    var rpc =
        RpcServer.builder("payment-rpc", conf.listenOn())
            .service(payments.rpc())
            .openTelemetry(telemetry.openTelemetry())
            .build();
    return List.of(payments.database(), sender, relay, orders, payments.background(), rpc, server);
  }
}
