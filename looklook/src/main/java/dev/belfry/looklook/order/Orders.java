package dev.belfry.looklook.order;

import dev.belfry.looklook.common.db.Database;
import dev.belfry.looklook.common.db.DbConf;
import dev.belfry.looklook.common.effect.OutboxEffects;
import dev.belfry.looklook.common.job.PaymentUpdate;
import dev.belfry.looklook.common.rpc.RpcClient;
import dev.belfry.looklook.payment.rpc.paymentGrpc.paymentBlockingStub;
import dev.belfry.looklook.travel.rpc.travelGrpc.travelBlockingStub;
import dev.belfry.outbox.Outbox;
import dev.belfry.outbox.OutboxRelay;
import dev.belfry.tasks.RedisTarget;
import io.grpc.BindableService;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** The parts of the order service: mounted on a server of its own, on a shared one by the demo. */
public final class Orders {
  private final Outbox outbox = Outbox.create();
  private final Database database;
  private final OrderService service;
  private final BindableService rpc;

  /**
   * The orders in this database.
   *
   * @param travel the catalogue; the caller starts and stops it
   * @param payments where money is given back; the caller starts and stops it
   */
  public Orders(
      DbConf db,
      OrderTerms terms,
      RpcClient<travelBlockingStub> travel,
      RpcClient<paymentBlockingStub> payments) {
    this.database = Database.withOutbox(db, "order");
    this.service =
        new OrderService(
            database,
            new TravelHomestays(travel),
            new PaymentRefundDesk(payments),
            new OrderEffects(new OutboxEffects(outbox, PaymentUpdate.TOPIC), terms.closeAfter()),
            Clock.system(terms.zone()));
    this.rpc = new OrderEndpoint(service, new OrderMessages(terms.zone()));
  }

  /** To be started before the servers. */
  public Database database() {
    return database;
  }

  /** Enqueues the tasks of orders; to be started after the database. */
  public OutboxRelay relay(RedisTarget redis, MeterRegistry meters) {
    return OutboxRelay.builder(outbox, database.dataSource())
        .name("order-outbox")
        .tasks(redis)
        .meters(meters)
        .build();
  }

  /** The RPC service. */
  public BindableService rpc() {
    return rpc;
  }

  OrderService service() {
    return service;
  }
}
