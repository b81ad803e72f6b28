package dev.belfry.looklook.demo;

import dev.belfry.looklook.common.rpc.RpcServer;
import dev.belfry.service.config.RpcClientConf;
import io.grpc.BindableService;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** RPC servers on free ports of this machine, and the way to them. For one thread. */
final class RpcPorts {
  private static final String LOOPBACK = "127.0.0.1";

  private final Map<String, RpcServer> servers = new HashMap<>();

  /** A server for this service. */
  RpcServer serve(String name, BindableService service) {
    RpcServer server = RpcServer.builder(name + "-rpc", LOOPBACK + ":0").service(service).build();
    servers.put(name, server);
    return server;
  }

  /** How to call that service; to be asked when its server has started. */
  Supplier<RpcClientConf> of(String name) {
    return () -> {
      RpcServer server = servers.get(name);
      if (server == null) {
        throw new IllegalStateException("nobody serves " + name);
      }
      return RpcClientConf.to(LOOPBACK + ":" + server.port());
    };
  }
}
