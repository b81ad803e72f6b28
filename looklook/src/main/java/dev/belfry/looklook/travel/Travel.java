package dev.belfry.looklook.travel;

import dev.belfry.looklook.common.db.Database;
import dev.belfry.looklook.common.db.DbConf;
import dev.belfry.looklook.common.http.HttpServer;
import dev.belfry.looklook.common.http.Routes;
import dev.belfry.looklook.common.process.LooklookProcess;
import dev.belfry.looklook.common.rpc.RpcServer;
import dev.belfry.service.Service;
import dev.belfry.service.Telemetry;
import io.grpc.BindableService;
import java.util.List;

/**
 * The catalogue: a process of its own by {@link #main}, or parts that the demo mounts on shared
 * servers.
 */
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

  /** Runs the process. */
  public static void main(String[] args) {
    process().runAndExit(args);
  }

  /** The process. */
  public static LooklookProcess<TravelConf> process() {
    return new LooklookProcess<>("travel", TravelConf.class, TravelConf::service, Travel::services);
  }

  /** The services of the process, in the order of their start. */
  public static List<Service> services(TravelConf conf, Telemetry telemetry) {
    var travel = new Travel(conf.db());
    return List.of(
        travel.database(),
        RpcServer.builder("travel-rpc", conf.listenOn())
            .service(travel.rpc())
            .openTelemetry(telemetry.openTelemetry())
            .build(),
        HttpServer.builder("travel-api", conf.http())
            .routes(travel.routes())
            .openTelemetry(telemetry.openTelemetry())
            .build());
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
