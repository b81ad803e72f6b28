package dev.belfry.looklook.usercenter;

import dev.belfry.looklook.common.auth.Jwt;
import dev.belfry.looklook.common.auth.JwtAuthConf;
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
 * The user centre: a process of its own by {@link #main}, or parts that the demo mounts on shared
 * servers.
 */
public final class Usercenter {
  private final Database database;
  private final Routes routes;
  private final BindableService rpc;

  /** The users in this database, with tokens signed as {@code jwtAuth} says. */
  public Usercenter(DbConf db, JwtAuthConf jwtAuth) {
    this.database = new Database(db, "usercenter");
    var jwt = new Jwt(jwtAuth);
    var accounts = new Accounts(database, jwt, new SandboxWxMini());
    this.routes = new UsercenterRoutes(accounts, jwt);
    this.rpc = new UsercenterRpc(accounts);
  }

  /** Runs the process. */
  public static void main(String[] args) {
    process().runAndExit(args);
  }

  /** The process. */
  public static LooklookProcess<UsercenterConf> process() {
    return new LooklookProcess<>(
        "usercenter", UsercenterConf.class, UsercenterConf::service, Usercenter::services);
  }

  /** The services of the process, in the order of their start. */
  public static List<Service> services(UsercenterConf conf, Telemetry telemetry) {
    var usercenter = new Usercenter(conf.db(), conf.jwtAuth());
    return List.of(
        usercenter.database(),
        RpcServer.builder("usercenter-rpc", conf.listenOn())
            .service(usercenter.rpc())
            .openTelemetry(telemetry.openTelemetry())
            .build(),
        HttpServer.builder("usercenter-api", conf.http())
            .routes(usercenter.routes())
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
