package dev.belfry.looklook.mqueue.job.mqs.deferred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.job.CloseOrder;
import dev.belfry.looklook.common.rpc.Peers;
import dev.belfry.looklook.common.rpc.RpcClient;
import dev.belfry.looklook.common.rpc.RpcServer;
import dev.belfry.looklook.common.rpc.Unary;
import dev.belfry.looklook.order.OrderState;
import dev.belfry.looklook.order.rpc.HomestayOrder;
import dev.belfry.looklook.order.rpc.HomestayOrderDetailReq;
import dev.belfry.looklook.order.rpc.HomestayOrderDetailResp;
import dev.belfry.looklook.order.rpc.UpdateHomestayOrderTradeStateReq;
import dev.belfry.looklook.order.rpc.UpdateHomestayOrderTradeStateResp;
import dev.belfry.looklook.order.rpc.orderGrpc.orderBlockingStub;
import dev.belfry.looklook.order.rpc.orderGrpc.orderImplBase;
import dev.belfry.service.Deadline;
import dev.belfry.service.config.RpcClientConf;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.TaskContext;
import dev.belfry.tasks.TaskInfo;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CloseUnpaidOrderTest {
  private static final CloseOrder TASK = new CloseOrder("HSO1");

  private final RpcServer server =
      RpcServer.builder("order-rpc", "127.0.0.1:0").service(new Orders()).build();
  private final RpcClient<orderBlockingStub> client =
      Peers.order(OpenTelemetry.noop()).to(() -> RpcClientConf.to("127.0.0.1:" + server.port()));
  private final CloseUnpaidOrder handler = new CloseUnpaidOrder(client);

  /** The states that the order is seen in, one look after another; empty means no such order. */
  private final Queue<OrderState> looks = new ConcurrentLinkedQueue<>();

  private final Queue<Long> targets = new ConcurrentLinkedQueue<>();
  private volatile boolean refusing;

  private final class Orders extends orderImplBase {
    @Override
    public void homestayOrderDetail(
        HomestayOrderDetailReq request, StreamObserver<HomestayOrderDetailResp> observer) {
      OrderState seen = looks.poll();
      var order =
          seen == null
              ? HomestayOrder.getDefaultInstance()
              : HomestayOrder.newBuilder().setId(1).setTradeState(seen.code()).build();
      Unary.answer(
          observer, () -> HomestayOrderDetailResp.newBuilder().setHomestayOrder(order).build());
    }

    @Override
    public void updateHomestayOrderTradeState(
        UpdateHomestayOrderTradeStateReq request,
        StreamObserver<UpdateHomestayOrderTradeStateResp> observer) {
      targets.add(request.getTradeState());
      Unary.answer(
          observer,
          () -> {
            if (refusing) {
              throw CodedException.business("no");
            }
            return UpdateHomestayOrderTradeStateResp.getDefaultInstance();
          });
    }
  }

  private record Attempt(int retried) implements TaskContext {
    @Override
    public String taskId() {
      return TASK.taskId();
    }

    @Override
    public String queue() {
      return "default";
    }

    @Override
    public int maxRetry() {
      return 25;
    }

    @Override
    public Instant deadline() {
      return Instant.MAX;
    }

    @Override
    public TaskInfo info() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String server() {
      return "host:1:test";
    }

    @Override
    public <T> T attribute(Class<T> type) {
      throw new IllegalArgumentException(type.getName());
    }

    @Override
    public Map<String, String> headers() {
      return Map.of();
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public void writeResult(byte[] result) {
      throw new UnsupportedOperationException();
    }
  }

  @BeforeEach
  void start() throws Exception {
    server.start();
    client.start();
  }

  @AfterEach
  void stop() throws Exception {
    client.stop(Deadline.in(Duration.ofSeconds(1)));
    server.stop(Deadline.in(Duration.ofSeconds(1)));
  }

  @Test
  void anUnpaidOrder_isClosed() {
    looks.add(OrderState.WAIT_PAY);

    assertThat(handler.handle(TASK, new Attempt(0))).isEqualTo(Outcome.done());
    assertThat(targets).containsExactly((long) OrderState.CANCELLED.code());
  }

  @Test
  void aPaidOrder_isLeftAlone() {
    looks.add(OrderState.WAIT_USE);

    assertThat(handler.handle(TASK, new Attempt(0))).isEqualTo(Outcome.done());
    assertThat(targets).isEmpty();
  }

  @Test
  void weakness7_aMissingOrder_isLookedForOnceMore_thenTheTaskIsGivenUp() {
    assertThat(handler.handle(TASK, new Attempt(0))).isInstanceOf(Outcome.RetryIn.class);
    assertThat(handler.handle(TASK, new Attempt(1))).isEqualTo(Outcome.revoke());
    assertThat(targets).isEmpty();
  }

  @Test
  void weakness5_paidAfterTheLook_isDone_butARefusalOfAnUnpaidOrderIsTriedAgain() {
    refusing = true;
    looks.add(OrderState.WAIT_PAY);
    looks.add(OrderState.WAIT_USE);

    assertThat(handler.handle(TASK, new Attempt(0))).isEqualTo(Outcome.done());

    looks.add(OrderState.WAIT_PAY);
    looks.add(OrderState.WAIT_PAY);
    assertThatThrownBy(() -> handler.handle(TASK, new Attempt(0)))
        .isInstanceOf(CodedException.class);
  }
}
