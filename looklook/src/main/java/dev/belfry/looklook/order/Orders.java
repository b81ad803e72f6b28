package dev.belfry.looklook.order;

import dev.belfry.looklook.common.db.Database;
import dev.belfry.looklook.common.db.DbConf;
import dev.belfry.looklook.common.effect.SideEffects;
import dev.belfry.looklook.common.rpc.RpcClient;
import dev.belfry.looklook.payment.rpc.paymentGrpc.paymentBlockingStub;
import dev.belfry.looklook.travel.rpc.travelGrpc.travelBlockingStub;
import io.grpc.BindableService;
import java.time.Clock;

/** The parts of the order service: mounted on a server of its own, on a shared one by the demo. */
public final class Orders {
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
      RpcClient<paymentBlockingStub> payments,
      SideEffects effects) {
    this.database = new Database(db, "order");
    this.service =
        new OrderService(
            database,
            new TravelHomestays(travel),
            new PaymentRefundDesk(payments),
            new OrderEffects(effects, terms.closeAfter()),
            Clock.system(terms.zone()));
    this.rpc = new OrderEndpoint(service, new OrderMessages(terms.zone()));
  }

  /** To be started before the servers. */
  public Database database() {
    return database;
  }

  /** The RPC service. */
  public BindableService rpc() {
    return rpc;
  }

  OrderService service() {
    return service;
  }
}
