package dev.belfry.looklook.demo;

import dev.belfry.console.Console;
import dev.belfry.console.ConsoleConf;
import dev.belfry.kafka.KafkaSender;
import dev.belfry.looklook.common.auth.Jwt;
import dev.belfry.looklook.common.db.DbConf;
import dev.belfry.looklook.common.http.HttpServer;
import dev.belfry.looklook.common.job.PaymentUpdate;
import dev.belfry.looklook.common.rpc.Peers;
import dev.belfry.looklook.mqueue.job.listen.Handlers;
import dev.belfry.looklook.mqueue.job.mqs.message.SandboxMessenger;
import dev.belfry.looklook.mqueue.scheduler.Schedules;
import dev.belfry.looklook.order.OrderTerms;
import dev.belfry.looklook.order.Orders;
import dev.belfry.looklook.order.api.OrderApi;
import dev.belfry.looklook.ordermq.listen.Listeners;
import dev.belfry.looklook.payment.Payments;
import dev.belfry.looklook.payment.Sandbox;
import dev.belfry.looklook.travel.Travel;
import dev.belfry.looklook.usercenter.Usercenter;
import dev.belfry.service.Service;
import dev.belfry.service.ServiceGroup;
import dev.belfry.service.Telemetry;
import dev.belfry.tasks.RedisTarget;
import java.time.ZoneId;
import java.util.function.Consumer;

/**
 * All of looklook in one process: the parts that run in processes of their own otherwise, calling
 * each other over gRPC on ports of their own, behind one HTTP port.
 */
final class BookingSystem {
  private static final String LOOPBACK = "127.0.0.1";
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final Telemetry telemetry;
  private final SandboxMessenger messenger = new SandboxMessenger();
  private final Handlers handlers;
  private final HttpServer http;
  private final Console console;
  private final ServiceGroup group;

  /**
   * The booking system on this backing, which has started.
   *
   * @param whenUp called once all services are up
   */
  BookingSystem(
      DemoConf conf, Telemetry telemetry, Backing backing, Consumer<BookingSystem> whenUp) {
    this.telemetry = telemetry;
    var redis = RedisTarget.parse(backing.redis());
    var db = DbConf.of(backing.jdbc());
    var jwt = new Jwt(conf.jwtAuth());
    var messages = KafkaSender.builder(DemoConf.paymentUpdates(backing.kafka())).build();

    // The services find each other's ports when they start; orders and payments call both ways.
    var servers = new RpcPorts();
    var travelClient = Peers.travel(telemetry.openTelemetry()).to(servers.of("travel"));
    var userClient = Peers.usercenter(telemetry.openTelemetry()).to(servers.of("usercenter"));
    var orderClient = Peers.order(telemetry.openTelemetry()).to(servers.of("order"));
    var paymentClient = Peers.payment(telemetry.openTelemetry()).to(servers.of("payment"));

    var travel = new Travel(db);
    var users = new Usercenter(db, conf.jwtAuth());
    var orders =
        new Orders(db, new OrderTerms(conf.closeAfter(), ZONE), travelClient, paymentClient);
    var payments =
        new Payments(
            db, jwt, new Sandbox(conf.sandbox(), this::httpPort), orderClient, PaymentUpdate.TOPIC);
    handlers = Handlers.with(orderClient, userClient, messenger);
    http =
        HttpServer.builder("gateway", conf.http())
            .openTelemetry(telemetry.openTelemetry())
            .routes(users.routes())
            .routes(travel.routes())
            .routes(new OrderApi(jwt, orderClient, paymentClient).routes())
            .routes(payments.routes())
            .build();

    var shown = ConsoleConf.DEFAULT.toBuilder().port(conf.consolePort());
    shown.kafka("looklook", backing.kafka());
    telemetry.prometheusPort().ifPresent(port -> shown.service("looklook", healthUrl(port)));
    console = Console.builder(redis).conf(shown.build()).build();

    var services = ServiceGroup.builder().telemetry(telemetry);
    services.add(travel.database()).add(users.database());
    services.add(orders.database()).add(payments.database());
    services.add(messages);
    services.add(orders.relay(redis, telemetry.meters()));
    services.add(payments.relay(messages, telemetry.meters()));
    services
        .add(servers.serve("travel", travel.rpc()))
        .add(servers.serve("usercenter", users.rpc()));
    services
        .add(servers.serve("order", orders.rpc()))
        .add(servers.serve("payment", payments.rpc()));
    services.add(travelClient).add(userClient).add(orderClient).add(paymentClient);
    services.add(payments.background());
    services.addAll(Listeners.of(DemoConf.orderMq(backing.kafka()), telemetry, orderClient));
    services.addAll(
        dev.belfry.looklook.mqueue.job.listen.Listeners.of(
            DemoConf.mqueueJob(redis), telemetry, handlers));
    services.add(Schedules.of(DemoConf.mqueueScheduler(redis)));
    services.add(http).add(console);
    services.add(Service.of("greeting", () -> whenUp.accept(this), deadline -> {}));
    group = services.build();
  }

  ServiceGroup group() {
    return group;
  }

  /** Where the API is. */
  String apiUrl() {
    return "http://" + LOOPBACK + ":" + httpPort();
  }

  private int httpPort() {
    return http.port();
  }

  /** Where the console is. */
  String consoleUrl() {
    return console.uri();
  }

  private static String healthUrl(int port) {
    return "http://" + LOOPBACK + ":" + port + "/healthz";
  }

  /** Where metrics and health are read. */
  String monitoringUrl() {
    return "http://" + LOOPBACK + ":" + telemetry.prometheusPort().orElseThrow();
  }

  SandboxMessenger messenger() {
    return messenger;
  }

  Handlers handlers() {
    return handlers;
  }
}
