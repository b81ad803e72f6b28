package dev.belfry.looklook.common.rpc;

import dev.belfry.service.config.RpcClientConf;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.ServiceDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Opens channels and keeps them trying. */
final class Channels {
  /** The back-off of gRPC grows to two minutes; a peer that is back should be found in one beat. */
  private static final Duration RECONNECT_EVERY = Duration.ofMillis(250);

  /** How long a client with {@code NonBlock: false} waits for its peer. */
  private static final Duration START_TIMEOUT = Duration.ofSeconds(10);

  private static final Executor RECONNECT =
      CompletableFuture.delayedExecutor(RECONNECT_EVERY.toMillis(), TimeUnit.MILLISECONDS);

  private Channels() {}

  static ManagedChannel open(
      String peer, ServiceDescriptor service, RpcClientConf conf, OpenTelemetry openTelemetry) {
    var builder =
        NettyChannelBuilder.forTarget(target(peer, conf))
            .usePlaintext()
            .defaultLoadBalancingPolicy("round_robin")
            .defaultServiceConfig(RetryRules.of(service))
            .enableRetry()
            .intercept(new TraceClientInterceptor(openTelemetry));
    Duration keepalive = conf.keepaliveTime();
    if (keepalive != null) {
      builder.keepAliveTime(keepalive.toMillis(), TimeUnit.MILLISECONDS);
    }
    ManagedChannel channel = builder.build();
    ConnectivityState first = channel.getState(true);
    channel.notifyWhenStateChanged(first, () -> watch(channel));
    return channel;
  }

  private static String target(String peer, RpcClientConf conf) {
    if (!conf.endpoints().isEmpty()) {
      return EndpointsResolver.target(conf.endpoints());
    }
    if (conf.target().isEmpty()) {
      throw new IllegalArgumentException(
          "the RPC client of " + peer + " needs Endpoints or Target in its configuration");
    }
    return conf.target();
  }

  private static void watch(ManagedChannel channel) {
    ConnectivityState state = channel.getState(false);
    if (state == ConnectivityState.SHUTDOWN) {
      return;
    }
    if (state == ConnectivityState.TRANSIENT_FAILURE) {
      reconnect(channel);
    }
    channel.notifyWhenStateChanged(state, () -> watch(channel));
  }

  private static void reconnect(ManagedChannel channel) {
    RECONNECT.execute(() -> {
      if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
        channel.resetConnectBackoff();
        reconnect(channel);
      }
    });
  }

  static void awaitReady(String peer, ManagedChannel channel) throws InterruptedException {
    var ready = new CountDownLatch(1);
    awaitReady(channel, ready);
    if (!ready.await(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
      channel.shutdownNow();
      throw new IllegalStateException(
          "%s is not reachable within %d s".formatted(peer, START_TIMEOUT.toSeconds()));
    }
  }

  private static void awaitReady(ManagedChannel channel, CountDownLatch ready) {
    ConnectivityState state = channel.getState(true);
    if (state == ConnectivityState.READY) {
      ready.countDown();
    } else if (state != ConnectivityState.SHUTDOWN) {
      channel.notifyWhenStateChanged(state, () -> awaitReady(channel, ready));
    }
  }
}
