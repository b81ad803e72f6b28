package dev.belfry.looklook.payment;

import dev.belfry.embedded.EmbeddedKafka;
import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.kafka.KafkaSender;
import dev.belfry.kafka.KafkaSenderConf;
import dev.belfry.looklook.common.auth.Jwt;
import dev.belfry.looklook.common.auth.JwtAuthConf;
import dev.belfry.looklook.common.db.TestDb;
import dev.belfry.looklook.common.http.Api;
import dev.belfry.looklook.common.http.HttpConf;
import dev.belfry.looklook.common.http.HttpServer;
import dev.belfry.looklook.common.job.PaymentUpdate;
import dev.belfry.looklook.common.rpc.Peers;
import dev.belfry.looklook.common.rpc.RpcClient;
import dev.belfry.looklook.common.rpc.RpcServer;
import dev.belfry.looklook.order.OrderTerms;
import dev.belfry.looklook.order.Orders;
import dev.belfry.looklook.order.api.OrderApi;
import dev.belfry.looklook.order.rpc.orderGrpc;
import dev.belfry.looklook.payment.provider.SandboxConf;
import dev.belfry.looklook.payment.provider.SandboxProvider;
import dev.belfry.looklook.payment.rpc.paymentGrpc;
import dev.belfry.looklook.travel.Travel;
import dev.belfry.service.ServiceGroup;
import dev.belfry.service.config.RpcClientConf;
import dev.belfry.tasks.RedisTarget;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/** Catalogue, orders and payments over real HTTP and gRPC, on a real Redis and a real Kafka. */
final class BookingSystem implements AutoCloseable {
  static final Duration CLOSE_AFTER = Duration.ofMinutes(30);

  private static final String LOOPBACK = "127.0.0.1:0";
  private static final SandboxConf SANDBOX =
      new SandboxConf("a key of sixteen bytes", "sandbox", null, Duration.ofMinutes(5));

  final EmbeddedRedis redis = EmbeddedRedis.create();
  final EmbeddedKafka kafka = EmbeddedKafka.create();
  final Jwt jwt = new Jwt(new JwtAuthConf("0123456789abcdef0123456789abcdef", 3600));
  final SandboxProvider sandbox = new SandboxProvider(SANDBOX, Clock.systemUTC());
  final RpcClient<orderGrpc.orderBlockingStub> orders =
      Peers.order(OpenTelemetry.noop()).to(() -> RpcClientConf.to("127.0.0.1:" + orderPort()));
  final RpcClient<paymentGrpc.paymentBlockingStub> paymentClient =
      Peers.payment(OpenTelemetry.noop()).to(() -> RpcClientConf.to("127.0.0.1:" + paymentPort()));
  final Payments payments;

  private final RpcServer orderServer;
  private final RpcServer paymentServer;
  private final HttpServer http;
  private final ServiceGroup group;

  BookingSystem() throws Exception {
    redis.start();
    kafka.start();
    kafka.createTopic(PaymentUpdate.TOPIC, 3);
    var travel = new Travel(TestDb.h2());
    var travelServer = RpcServer.builder("travel-rpc", LOOPBACK).service(travel.rpc()).build();
    var travelClient =
        Peers.travel(OpenTelemetry.noop())
            .to(() -> RpcClientConf.to("127.0.0.1:" + travelServer.port()));
    var terms = new OrderTerms(CLOSE_AFTER, ZoneId.of("Asia/Shanghai"));
    var orderParts = new Orders(TestDb.h2(), terms, travelClient, paymentClient);
    orderServer = RpcServer.builder("order-rpc", LOOPBACK).service(orderParts.rpc()).build();
    var sender =
        KafkaSender.builder(
                new KafkaSenderConf(
                    List.of(kafka.bootstrapServers()),
                    PaymentUpdate.TOPIC,
                    null,
                    null,
                    null,
                    null,
                    null))
            .build();
    payments =
        new Payments(
            TestDb.h2(), jwt, new Sandbox(SANDBOX, this::port), orders, PaymentUpdate.TOPIC);
    paymentServer = RpcServer.builder("payment-rpc", LOOPBACK).service(payments.rpc()).build();
    http =
        HttpServer.builder("gateway", HttpConf.of("127.0.0.1", 0))
            .routes(new OrderApi(jwt, orders, paymentClient).routes())
            .routes(payments.routes())
            .build();
    group =
        ServiceGroup.of(
            travel.database(),
            orderParts.database(),
            payments.database(),
            sender,
            orderParts.relay(RedisTarget.parse(redis.uri()), new SimpleMeterRegistry()),
            payments.relay(sender, new SimpleMeterRegistry()),
            travelServer,
            orderServer,
            paymentServer,
            travelClient,
            orders,
            paymentClient,
            payments.background(),
            http);
    group.start();
  }

  private int orderPort() {
    return orderServer.port();
  }

  private int paymentPort() {
    return paymentServer.port();
  }

  private int port() {
    return http.port();
  }

  Api api() {
    return new Api(http.port());
  }

  /** A token of that user. */
  String token(long userId) {
    return jwt.issue(userId).accessToken();
  }

  @Override
  public void close() throws Exception {
    group.stop();
    kafka.close();
    redis.close();
  }
}
