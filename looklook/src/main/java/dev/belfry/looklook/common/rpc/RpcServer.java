package dev.belfry.looklook.common.rpc;

import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.service.Service;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gRPC server, a virtual thread for each call. Thread-safe. */
public final class RpcServer implements Service {
  private static final Logger log = LoggerFactory.getLogger(RpcServer.class);

  private final String name;
  private final String listenOn;
  private final List<BindableService> services;
  private final OpenTelemetry openTelemetry;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private volatile @Nullable Server server;

  private RpcServer(Builder builder) {
    this.name = builder.name;
    this.listenOn = builder.listenOn;
    this.services = List.copyOf(builder.services);
    this.openTelemetry = builder.openTelemetry;
  }

  /**
   * A server called {@code name} in logs and errors.
   *
   * @param listenOn {@code host:port}; port 0 takes a free one
   */
  public static Builder builder(String name, String listenOn) {
    return new Builder(name, listenOn);
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * Listens.
   *
   * @throws IllegalStateException if the address cannot be had; says which and why
   */
  @Override
  public void start() {
    InetSocketAddress address = address();
    var builder = NettyServerBuilder.forAddress(address).executor(executor);
    var errors = new ErrorServerInterceptor();
    var traces = new TraceServerInterceptor(openTelemetry);
    for (BindableService service : services) {
      builder.addService(ServerInterceptors.intercept(service, errors, traces));
    }
    try {
      Server started = builder.build().start();
      server = started;
      log.atInfo()
          .addKeyValue("server", name)
          .log("gRPC on {}:{}", address.getHostString(), started.getPort());
    } catch (IOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(
          "%s cannot listen on %s: %s".formatted(name, listenOn, cause.getMessage()), e);
    }
  }

  private InetSocketAddress address() {
    int colon = listenOn.lastIndexOf(':');
    String port = listenOn.substring(colon + 1);
    if (colon < 0 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
      throw new IllegalArgumentException(
          "%s: ListenOn must be host:port, but is %s".formatted(name, listenOn));
    }
    String host = listenOn.substring(0, colon);
    return host.isEmpty()
        ? new InetSocketAddress(Integer.parseInt(port))
        : new InetSocketAddress(host, Integer.parseInt(port));
  }

  /** The port, also when the configuration left the choice open. */
  public int port() {
    Server current = server;
    if (current == null) {
      throw new IllegalStateException(name + " is not started");
    }
    return current.getPort();
  }

  /** Calls under way go on, new ones go to other instances. */
  @Override
  public void quiesce() {
    Server current = server;
    if (current != null) {
      current.shutdown();
    }
  }

  @Override
  public void stop(Deadline deadline) throws InterruptedException {
    Server current = server;
    if (current != null) {
      current.shutdown();
      if (!current.awaitTermination(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("{} stops with calls under way", name);
        current.shutdownNow();
      }
    }
    executor.shutdownNow();
  }

  @Override
  public Health health() {
    Server current = server;
    return current == null || current.isShutdown() ? Health.down("not listening") : Health.up();
  }

  /** Collects what a server needs. */
  public static final class Builder {
    private final String name;
    private final String listenOn;
    private final List<BindableService> services = new ArrayList<>();
    private OpenTelemetry openTelemetry = OpenTelemetry.noop();

    private Builder(String name, String listenOn) {
      this.name = name;
      this.listenOn = listenOn;
    }

    /** Serves this too. */
    public Builder service(BindableService value) {
      services.add(value);
      return this;
    }

    /** Where the spans of calls go. Default: nowhere. */
    public Builder openTelemetry(OpenTelemetry value) {
      openTelemetry = value;
      return this;
    }

    public RpcServer build() {
      return new RpcServer(this);
    }
  }
}
