package dev.belfry.looklook.usercenter;

import dev.belfry.looklook.common.auth.Jwt;
import dev.belfry.looklook.common.auth.JwtAuthConf;
import dev.belfry.looklook.common.db.Database;
import dev.belfry.looklook.common.db.DbConf;
import dev.belfry.looklook.common.http.Routes;
import io.grpc.BindableService;

/** The parts of the user centre: mounted on servers of its own, on shared ones by the demo. */
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
