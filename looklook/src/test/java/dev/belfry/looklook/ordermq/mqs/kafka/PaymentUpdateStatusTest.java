package dev.belfry.looklook.ordermq.mqs.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.error.ErrorCode;
import dev.belfry.looklook.common.job.PaymentUpdate;
import dev.belfry.looklook.common.rpc.Peers;
import dev.belfry.looklook.common.rpc.RpcClient;
import dev.belfry.looklook.common.rpc.RpcException;
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
import dev.belfry.messaging.Message;
import dev.belfry.messaging.Outcome;
import dev.belfry.service.Deadline;
import dev.belfry.service.config.RpcClientConf;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PaymentUpdateStatusTest {
  private static final Message MESSAGE = Message.of(PaymentUpdate.TOPIC).build();
  private static final int SUCCESS = 1;
  private static final int REFUNDED = 2;

  private final RpcServer server =
      RpcServer.builder("order-rpc", "127.0.0.1:0").service(new Orders()).build();
  private final RpcClient<orderBlockingStub> client =
      Peers.order(OpenTelemetry.noop()).to(() -> RpcClientConf.to("127.0.0.1:" + server.port()));
  private final PaymentUpdateStatus handler = new PaymentUpdateStatus(client);
  private volatile @Nullable RuntimeException refusal;
  private volatile HomestayOrder order = HomestayOrder.getDefaultInstance();

  /** An order service that refuses as it is told. */
  private final class Orders extends orderImplBase {
    @Override
    public void updateHomestayOrderTradeState(
        UpdateHomestayOrderTradeStateReq request,
        StreamObserver<UpdateHomestayOrderTradeStateResp> observer) {
      Unary.answer(
          observer,
          () -> {
            RuntimeException failure = refusal;
            if (failure != null) {
              throw failure;
            }
            return UpdateHomestayOrderTradeStateResp.getDefaultInstance();
          });
    }

    @Override
    public void homestayOrderDetail(
        HomestayOrderDetailReq request, StreamObserver<HomestayOrderDetailResp> observer) {
      Unary.answer(
          observer, () -> HomestayOrderDetailResp.newBuilder().setHomestayOrder(order).build());
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

  private Outcome hear(int payStatus) {
    return handler.handle(new PaymentUpdate(payStatus, "HSO1"), MESSAGE);
  }

  private void refuses(CodedException why, OrderState state) {
    refusal = why;
    order = HomestayOrder.newBuilder().setId(1).setTradeState(state.code()).build();
  }

  @Test
  void aSuccess_movesTheOrder() {
    assertThat(hear(SUCCESS)).isEqualTo(Outcome.done());
  }

  @Test
  void aFailedPayment_movesNothing() {
    assertThat(hear(-1)).isInstanceOf(Outcome.Drop.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"DB", "ZERO_ROWS", "TOKEN_GENERATION"})
  void technicalTroubleWithACode_isTriedAgain(ErrorCode code) {
    refusal = new CodedException(code);

    assertThatThrownBy(() -> hear(SUCCESS)).isInstanceOf(CodedException.class);
  }

  @Test
  void anUnknownCode_isTriedAgain() {
    refusal = new CodedException(100999, "of a later version");

    assertThatThrownBy(() -> hear(SUCCESS)).isInstanceOf(CodedException.class);
  }

  @Test
  void aMaskedError_isTriedAgain() {
    refusal = new IllegalStateException("no connection");

    assertThatThrownBy(() -> hear(SUCCESS)).isInstanceOf(RpcException.class);
  }

  @Test
  void moneyForAClosedOrder_isSettled() {
    refuses(new CodedException(ErrorCode.PAID_AFTER_CLOSE), OrderState.CANCELLED);

    assertThat(hear(SUCCESS)).isEqualTo(Outcome.done());
  }

  @ParameterizedTest
  @CsvSource({"1,USED", "1,REFUNDED", "1,EXPIRED", "2,CANCELLED"})
  void newsThatTheOrderIsPast_isDropped(int payStatus, OrderState state) {
    refuses(CodedException.business("no"), state);

    assertThat(hear(payStatus)).isInstanceOf(Outcome.Drop.class);
  }

  @ParameterizedTest
  @CsvSource({"2,WAIT_PAY", "2,USED", "2,EXPIRED"})
  void aRefusalByTheRules_isADeadLetter(int payStatus, OrderState state) {
    refuses(CodedException.business("no"), state);

    assertThat(hear(payStatus)).isInstanceOf(Outcome.DeadLetter.class);
  }

  @Test
  void anOrderThatDoesNotExist_isADeadLetter() {
    refusal = CodedException.business("There is no order HSO1");

    assertThat(hear(REFUNDED)).isInstanceOf(Outcome.DeadLetter.class);
  }
}
