package dev.belfry.looklook.travel;

import dev.belfry.looklook.common.db.Database;
import dev.belfry.looklook.common.db.DbConf;
import dev.belfry.looklook.common.http.Routes;
import io.grpc.BindableService;

/** The parts of the catalogue: mounted on servers of its own, on shared ones by the demo. */
public final class Travel {
  private final Database database;
  private final Routes routes;
  private final BindableService rpc;

  /** The catalogue in this database. */
  public Travel(DbConf db) {
    this.database = new Database(db, "travel");
    var homestays = new HomestayStore(database);
    this.routes = new TravelRoutes(homestays);
    this.rpc = new TravelRpc(homestays);
  }

  /** To be started before the servers. */
  public Database database() {
    return database;
  }

  /** The HTTP API. */
  public Routes routes() {
    return routes;
  }

  /** The RPC service. */
  public BindableService rpc() {
    return rpc;
  }
}
