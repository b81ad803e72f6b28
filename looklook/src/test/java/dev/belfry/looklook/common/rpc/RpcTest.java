package dev.belfry.looklook.common.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.travel.rpc.Homestay;
import dev.belfry.looklook.travel.rpc.HomestayDetailReq;
import dev.belfry.looklook.travel.rpc.HomestayDetailResp;
import dev.belfry.looklook.travel.rpc.travelGrpc;
import dev.belfry.looklook.travel.rpc.travelGrpc.travelBlockingStub;
import dev.belfry.looklook.travel.rpc.travelGrpc.travelImplBase;
import dev.belfry.service.Deadline;
import dev.belfry.service.config.RpcClientConf;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RpcTest {
  private static final long TIMEOUT_MILLIS = 2000;

  private final OpenTelemetrySdk openTelemetry =
      OpenTelemetrySdk.builder()
          .setTracerProvider(SdkTracerProvider.builder().build())
          .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
          .build();
  private final CountDownLatch never = new CountDownLatch(1);
  private RpcServer server = server("127.0.0.1:0");

  private RpcServer server(String listenOn) {
    return RpcServer.builder("travel-rpc", listenOn)
        .service(new Homestays())
        .openTelemetry(openTelemetry)
        .build();
  }

  private RpcClient<travelBlockingStub> client(RpcClientConf conf) {
    return RpcClient.builder(
            "travel", travelGrpc.getServiceDescriptor(), travelGrpc::newBlockingStub)
        .openTelemetry(openTelemetry)
        .to(conf);
  }

  private RpcClientConf here() {
    return RpcClientConf.to("127.0.0.1:" + server.port());
  }

  /** Answers by the id that is asked for. */
  private final class Homestays extends travelImplBase {
    @Override
    public void homestayDetail(
        HomestayDetailReq request, StreamObserver<HomestayDetailResp> response) {
      Unary.answer(
          response,
          () ->
              switch ((int) request.getId()) {
                case 1 -> throw CodedException.business("off the shelf");
                case 2 -> throw new IllegalStateException("hunter2");
                case 3 -> hang();
                default -> answer(Span.current().getSpanContext().getTraceId());
              });
    }

    private HomestayDetailResp hang() {
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return HomestayDetailResp.getDefaultInstance();
    }

    private HomestayDetailResp answer(String title) {
      return HomestayDetailResp.newBuilder()
          .setHomestay(Homestay.newBuilder().setId(9).setTitle(title))
          .build();
    }
  }

  private static Homestay ask(RpcClient<travelBlockingStub> client, long id) {
    return client
        .call(stub -> stub.homestayDetail(HomestayDetailReq.newBuilder().setId(id).build()))
        .getHomestay();
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop(Deadline.in(Duration.ofMillis(100)));
    openTelemetry.close();
  }

  @Test
  void call_codedError_arrivesAsItWasThrown() throws Exception {
    var client = client(here());
    client.start();

    assertThatThrownBy(() -> ask(client, 1))
        .isInstanceOfSatisfying(CodedException.class, e -> assertThat(e.code()).isEqualTo(100001))
        .hasMessage("off the shelf");
    client.stop(Deadline.in(Duration.ofSeconds(1)));
  }

  @Test
  void call_unknownError_arrivesMasked() throws Exception {
    var client = client(here());
    client.start();

    assertThatThrownBy(() -> ask(client, 2))
        .isInstanceOf(RpcException.class)
        .hasMessageContaining("the call to travel failed, INTERNAL")
        .hasMessageNotContaining("hunter2");
    client.stop(Deadline.in(Duration.ofSeconds(1)));
  }

  @Test
  void call_peerHangs_endsAtTheDeadline() throws Exception {
    var conf = here();
    var client = client(new RpcClientConf(conf.endpoints(), "", "", "", true, 200, null));
    client.start();

    assertThatThrownBy(() -> ask(client, 3))
        .isInstanceOfSatisfying(RpcException.class, e -> assertThat(e.isTransient()).isTrue())
        .hasMessageContaining("DEADLINE_EXCEEDED");
    client.stop(Deadline.in(Duration.ofSeconds(1)));
  }

  @Test
  void call_peerStartsAgainMeanwhile_goesThrough() throws Exception {
    var client = client(here());
    client.start();
    assertThat(ask(client, 9).getId()).isEqualTo(9);
    int port = server.port();
    server.stop(Deadline.in(Duration.ofSeconds(1)));

    CompletableFuture<Homestay> waiting = CompletableFuture.supplyAsync(() -> ask(client, 9));
    server = server("127.0.0.1:" + port);
    server.start();

    assertThat(waiting.get(TIMEOUT_MILLIS * 2, TimeUnit.MILLISECONDS).getId()).isEqualTo(9);
    client.stop(Deadline.in(Duration.ofSeconds(1)));
  }

  @Test
  void call_oneOfTwoEndpointsIsDown_goesToTheOther() throws Exception {
    var client = client(RpcClientConf.to("127.0.0.1:1", "127.0.0.1:" + server.port()));
    client.start();

    for (int i = 0; i < 5; i++) {
      assertThat(ask(client, 9).getId()).isEqualTo(9);
    }
    client.stop(Deadline.in(Duration.ofSeconds(1)));
  }

  @Test
  void call_carriesTheTrace() throws Exception {
    var client = client(here());
    client.start();
    Span span = openTelemetry.getTracer("test").spanBuilder("test").startSpan();

    try (Scope scope = span.makeCurrent()) {
      assertThat(ask(client, 9).getTitle()).isEqualTo(span.getSpanContext().getTraceId());
    }
    client.stop(Deadline.in(Duration.ofSeconds(1)));
  }

  @Test
  void client_withoutAddress_saysWhatIsMissing() {
    assertThatThrownBy(() -> client(RpcClientConf.to()).start())
        .hasMessageContaining("the RPC client of travel needs Endpoints or Target");
  }

  @Test
  void endpoint_withoutPort_isRefused() {
    assertThatThrownBy(() -> client(RpcClientConf.to("localhost")).start())
        .hasMessageContaining("must be host:port, but is localhost");
  }

  @Test
  void retryRules_namesOnlyIdempotentMethods() {
    assertThat(RetryRules.of(travelGrpc.getServiceDescriptor()).toString())
        .contains("homestayDetail");
    assertThat(
            RetryRules.of(dev.belfry.looklook.order.rpc.orderGrpc.getServiceDescriptor())
                .toString())
        .contains("homestayOrderDetail", "updateHomestayOrderTradeState")
        .doesNotContain("createHomestayOrder");
  }

  @Test
  void server_portInUse_saysWhich() {
    var second = server("127.0.0.1:" + server.port());

    assertThatThrownBy(second::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("travel-rpc cannot listen on 127.0.0.1:" + server.port());
  }

  @Test
  void server_badAddress_saysWhatIsAccepted() {
    for (String bad : List.of("2003", "localhost:", "localhost:70000")) {
      assertThatThrownBy(() -> server(bad).start())
          .hasMessageContaining("ListenOn must be host:port, but is " + bad);
    }
  }
}
