package dev.belfry.looklook.payment;

import dev.belfry.looklook.common.auth.Jwt;
import dev.belfry.looklook.common.db.Database;
import dev.belfry.looklook.common.db.DbConf;
import dev.belfry.looklook.common.effect.OutboxEffects;
import dev.belfry.looklook.common.http.Routes;
import dev.belfry.looklook.common.rpc.RpcClient;
import dev.belfry.looklook.order.rpc.orderGrpc.orderBlockingStub;
import dev.belfry.looklook.payment.provider.SandboxProvider;
import dev.belfry.messaging.MessageProducer;
import dev.belfry.outbox.Outbox;
import dev.belfry.outbox.OutboxRelay;
import dev.belfry.service.Service;
import io.grpc.BindableService;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;

/** The parts of the payment service: mounted on servers of its own, on shared ones by the demo. */
public final class Payments {
  private final Outbox outbox = Outbox.create();
  private final Database database;
  private final PaymentService service;
  private final Refunds refunds;
  private final RefundSender refundSender;
  private final BindableService rpc;
  private final List<Routes> routes;

  /**
   * The payments in this database, collected by the sandbox.
   *
   * @param jwt checks customers' tokens
   * @param orders the orders to pay; the caller starts and stops it
   * @param topic where changed payments are announced
   */
  public Payments(
      DbConf db, Jwt jwt, Sandbox sandbox, RpcClient<orderBlockingStub> orders, String topic) {
    var clock = Clock.system(ZoneId.systemDefault());
    var provider = new SandboxProvider(sandbox.conf(), clock);
    this.database = Database.withOutbox(db, "payment");
    this.refunds = new Refunds(database, clock);
    this.refundSender = new RefundSender(refunds, provider);
    this.service =
        new PaymentService(
            database, refunds, new PaymentEffects(new OutboxEffects(outbox, topic)), clock);
    this.rpc = new PaymentEndpoint(service, refunds, clock);
    this.routes =
        List.of(
            new PaymentRoutes(
                jwt,
                new Checkout(new RpcOrders(orders), service, provider),
                new CallbackReceiver(provider, service, clock)),
            new SandboxRoutes(provider, service, sandbox::notifyUrl));
  }

  /** To be started before the servers. */
  public Database database() {
    return database;
  }

  /**
   * Announces changed payments; to be started after the database and the producer.
   *
   * @param messages the caller starts and stops it
   */
  public OutboxRelay relay(MessageProducer messages, MeterRegistry meters) {
    return OutboxRelay.builder(outbox, database.dataSource())
        .name("payment-outbox")
        .messages(messages)
        .meters(meters)
        .build();
  }

  /** Asks the provider for refunds; to be started after the database. */
  public Service background() {
    return refundSender;
  }

  /** The HTTP API, with the payer that the sandbox plays. */
  public Routes routes() {
    return router -> routes.forEach(each -> each.mount(router));
  }

  /** The RPC service. */
  public BindableService rpc() {
    return rpc;
  }

  PaymentService service() {
    return service;
  }

  Refunds refunds() {
    return refunds;
  }
}
