package dev.belfry.looklook.common.rpc;

import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.service.Service;
import dev.belfry.service.config.RpcClientConf;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.ServiceDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractBlockingStub;
import io.opentelemetry.api.OpenTelemetry;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls another service. Each call has a deadline. A call waits for a peer that is not reachable,
 * for as long as its deadline allows, so a peer that starts again goes unnoticed; only methods that
 * their proto file declares idempotent are sent again after they may have arrived. Usable from
 * {@link #start} to {@link #stop}. Thread-safe.
 *
 * @param <S> the generated blocking stub
 */
public final class RpcClient<S extends AbstractBlockingStub<S>> implements Service {
  private final String peer;
  private final ServiceDescriptor service;
  private final Function<Channel, S> stubs;
  private final Supplier<RpcClientConf> conf;
  private final OpenTelemetry openTelemetry;
  private volatile @Nullable Connection<S> connection;

  private record Connection<S>(ManagedChannel channel, S stub, long timeoutMillis) {}

  private RpcClient(Builder<S> builder, Supplier<RpcClientConf> conf) {
    this.peer = builder.peer;
    this.service = builder.service;
    this.stubs = builder.stubs;
    this.openTelemetry = builder.openTelemetry;
    this.conf = conf;
  }

  /**
   * A client of {@code peer}, as in {@code builder("travel", travelGrpc.getServiceDescriptor(),
   * travelGrpc::newBlockingStub)}.
   */
  public static <S extends AbstractBlockingStub<S>> Builder<S> builder(
      String peer, ServiceDescriptor service, Function<Channel, S> stubs) {
    return new Builder<>(peer, service, stubs);
  }

  @Override
  public String name() {
    return peer + "-client";
  }

  /** Begins to connect; waits for it only if the configuration says {@code NonBlock: false}. */
  @Override
  public void start() throws InterruptedException {
    RpcClientConf current = conf.get();
    ManagedChannel channel = Channels.open(peer, service, current, openTelemetry);
    connection = new Connection<>(channel, stubs.apply(channel), current.timeoutMillis());
    if (!current.nonBlock()) {
      Channels.awaitReady(peer, channel);
    }
  }

  /**
   * Calls the peer.
   *
   * @throws dev.belfry.looklook.common.error.CodedException as the peer threw it
   * @throws RpcException if the call failed otherwise
   */
  public <R> R call(Function<S, R> method) {
    Connection<S> current = connection;
    if (current == null) {
      throw new IllegalStateException(name() + " is not started");
    }
    S stub = current.stub().withWaitForReady();
    if (current.timeoutMillis() > 0) {
      stub = stub.withDeadlineAfter(current.timeoutMillis(), TimeUnit.MILLISECONDS);
    }
    try {
      return method.apply(stub);
    } catch (StatusRuntimeException e) {
      var coded = CodedErrors.from(e);
      if (coded.isPresent()) {
        throw coded.get();
      }
      throw new RpcException(peer, e);
    }
  }

  @Override
  public void stop(Deadline deadline) throws InterruptedException {
    Connection<S> current = connection;
    if (current != null) {
      ManagedChannel channel = current.channel().shutdown();
      if (!channel.awaitTermination(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS)) {
        channel.shutdownNow();
      }
    }
  }

  /**
   * Always up: whether the peer is there is the peer's health. Two services that call each other
   * and each wait for the other to be healthy would never become so.
   */
  @Override
  public Health health() {
    return Health.up();
  }

  /** Collects what a client needs. */
  public static final class Builder<S extends AbstractBlockingStub<S>> {
    private final String peer;
    private final ServiceDescriptor service;
    private final Function<Channel, S> stubs;
    private OpenTelemetry openTelemetry = OpenTelemetry.noop();

    private Builder(String peer, ServiceDescriptor service, Function<Channel, S> stubs) {
      this.peer = peer;
      this.service = service;
      this.stubs = stubs;
    }

    /** Where the spans of calls go. Default: nowhere. */
    public Builder<S> openTelemetry(OpenTelemetry value) {
      openTelemetry = value;
      return this;
    }

    /** A client of the peer at {@code conf}. */
    public RpcClient<S> to(RpcClientConf conf) {
      return to(() -> conf);
    }

    /** A client of a peer whose address is known only when the client starts. */
    public RpcClient<S> to(Supplier<RpcClientConf> conf) {
      return new RpcClient<>(this, conf);
    }
  }
}
