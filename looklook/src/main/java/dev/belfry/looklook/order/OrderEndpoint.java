package dev.belfry.looklook.order;

import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.rpc.Unary;
import dev.belfry.looklook.order.rpc.CreateHomestayOrderReq;
import dev.belfry.looklook.order.rpc.CreateHomestayOrderResp;
import dev.belfry.looklook.order.rpc.HomestayOrder;
import dev.belfry.looklook.order.rpc.HomestayOrderDetailReq;
import dev.belfry.looklook.order.rpc.HomestayOrderDetailResp;
import dev.belfry.looklook.order.rpc.UpdateHomestayOrderTradeStateReq;
import dev.belfry.looklook.order.rpc.UpdateHomestayOrderTradeStateResp;
import dev.belfry.looklook.order.rpc.UserHomestayOrderListReq;
import dev.belfry.looklook.order.rpc.UserHomestayOrderListResp;
import dev.belfry.looklook.order.rpc.orderGrpc;
import io.grpc.stub.StreamObserver;
import java.time.Instant;

/** The orders over gRPC. Thread-safe. */
final class OrderEndpoint extends orderGrpc.orderImplBase {

  /** Beyond the year 9999 neither databases nor people can follow. */
  private static final long MAX_SECOND = 253_402_300_799L;

  private final OrderService orders;
  private final OrderMessages messages;

  OrderEndpoint(OrderService orders, OrderMessages messages) {
    this.orders = orders;
    this.messages = messages;
  }

  @Override
  public void createHomestayOrder(
      CreateHomestayOrderReq request, StreamObserver<CreateHomestayOrderResp> observer) {
    Unary.answer(
        observer,
        () ->
            CreateHomestayOrderResp.newBuilder()
                .setSn(orders.create(booking(request)).sn())
                .build());
  }

  private static Booking booking(CreateHomestayOrderReq request) {
    if (request.getUserId() <= 0) {
      throw CodedException.param("userId must be positive");
    }
    return new Booking(
        request.getUserId(),
        request.getHomestayId(),
        instant("liveStartTime", request.getLiveStartTime()),
        instant("liveEndTime", request.getLiveEndTime()),
        request.getLivePeopleNum(),
        Meals.of(request.getIsFood()),
        request.getRemark());
  }

  private static Instant instant(String field, long second) {
    if (second < 0 || second > MAX_SECOND) {
      throw CodedException.param(field + " must be a time in unix seconds, but is " + second);
    }
    return Instant.ofEpochSecond(second);
  }

  @Override
  public void homestayOrderDetail(
      HomestayOrderDetailReq request, StreamObserver<HomestayOrderDetailResp> observer) {
    Unary.answer(
        observer,
        () ->
            HomestayOrderDetailResp.newBuilder()
                .setHomestayOrder(
                    orders
                        .find(request.getSn())
                        .map(messages::order)
                        .orElseGet(HomestayOrder::getDefaultInstance))
                .build());
  }

  @Override
  public void updateHomestayOrderTradeState(
      UpdateHomestayOrderTradeStateReq request,
      StreamObserver<UpdateHomestayOrderTradeStateResp> observer) {
    Unary.answer(
        observer,
        () -> {
          OrderState target =
              OrderState.of(request.getTradeState())
                  .orElseThrow(() -> OrderErrors.noSuchState(request.getTradeState()));
          return orders
              .changeState(request.getSn(), target)
              .map(messages::changed)
              .orElseGet(UpdateHomestayOrderTradeStateResp::getDefaultInstance);
        });
  }

  @Override
  public void userHomestayOrderList(
      UserHomestayOrderListReq request, StreamObserver<UserHomestayOrderListResp> observer) {
    Unary.answer(
        observer,
        () -> {
          var query =
              OrderListQuery.of(
                  request.getUserId(),
                  request.getLastId(),
                  request.getPageSize(),
                  request.getTraderState());
          return UserHomestayOrderListResp.newBuilder()
              .addAllList(orders.list(query).stream().map(messages::order).toList())
              .build();
        });
  }
}
