package dev.belfry.looklook.order.api;

import dev.belfry.looklook.common.auth.Jwt;
import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.http.Router;
import dev.belfry.looklook.common.http.Routes;
import dev.belfry.looklook.common.rpc.RpcClient;
import dev.belfry.looklook.common.rpc.RpcException;
import dev.belfry.looklook.order.rpc.CreateHomestayOrderReq;
import dev.belfry.looklook.order.rpc.HomestayOrder;
import dev.belfry.looklook.order.rpc.HomestayOrderDetailReq;
import dev.belfry.looklook.order.rpc.UserHomestayOrderListReq;
import dev.belfry.looklook.order.rpc.orderGrpc.orderBlockingStub;
import dev.belfry.looklook.payment.rpc.GetPaymentSuccessRefundByOrderSnReq;
import dev.belfry.looklook.payment.rpc.PaymentDetail;
import dev.belfry.looklook.payment.rpc.paymentGrpc.paymentBlockingStub;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The paths of the order API. Thread-safe. */
final class OrderRoutes implements Routes {
  private static final String PREFIX = "/order/v1/homestayOrder/";
  private static final long ALL_STATES = -99;

  private static final Logger log = LoggerFactory.getLogger(OrderRoutes.class);

  private final Jwt jwt;
  private final RpcClient<orderBlockingStub> orders;
  private final RpcClient<paymentBlockingStub> payments;

  OrderRoutes(
      Jwt jwt, RpcClient<orderBlockingStub> orders, RpcClient<paymentBlockingStub> payments) {
    this.jwt = jwt;
    this.orders = orders;
    this.payments = payments;
  }

  @Override
  public void mount(Router router) {
    router.postSignedIn(PREFIX + "createHomestayOrder", jwt, CreateRequest.class, this::create);
    router.postSignedIn(PREFIX + "userHomestayOrderList", jwt, ListRequest.class, this::list);
    router.postSignedIn(PREFIX + "userHomestayOrderDetail", jwt, DetailRequest.class, this::detail);
  }

  private CreateAnswer create(long userId, CreateRequest request) {
    var call =
        CreateHomestayOrderReq.newBuilder()
            .setHomestayId(request.homestayId())
            .setIsFood(request.isFood())
            .setLiveStartTime(request.liveStartTime())
            .setLiveEndTime(request.liveEndTime())
            .setUserId(userId)
            .setLivePeopleNum(request.livePeopleNum())
            .setRemark(Objects.requireNonNullElse(request.remark(), ""))
            .build();
    return new CreateAnswer(orders.call(stub -> stub.createHomestayOrder(call)).getSn());
  }

  private ListAnswer list(long userId, ListRequest request) {
    var call =
        UserHomestayOrderListReq.newBuilder()
            .setUserId(userId)
            .setLastId(Objects.requireNonNullElse(request.lastId(), 0L))
            .setPageSize(Objects.requireNonNullElse(request.pageSize(), 0L))
            .setTraderState(Objects.requireNonNullElse(request.tradeState(), ALL_STATES))
            .build();
    var page = orders.call(stub -> stub.userHomestayOrderList(call));
    return new ListAnswer(page.getListList().stream().map(OrderLine::of).toList());
  }

  /** Somebody else's order is as unknown as one that does not exist. */
  private @Nullable OrderDetail detail(long userId, DetailRequest request) {
    var call = HomestayOrderDetailReq.newBuilder().setSn(request.sn()).build();
    HomestayOrder order = orders.call(stub -> stub.homestayOrderDetail(call)).getHomestayOrder();
    if (order.getId() == 0 || order.getUserId() != userId) {
      return null;
    }
    return OrderDetail.of(order, payment(order.getSn()));
  }

  /** An order can be read while the payment service is away: its payment is then left out. */
  private PaymentDetail payment(String orderSn) {
    var call = GetPaymentSuccessRefundByOrderSnReq.newBuilder().setOrderSn(orderSn).build();
    try {
      return payments.call(stub -> stub.getPaymentSuccessRefundByOrderSn(call)).getPaymentDetail();
    } catch (RpcException | CodedException e) {
      log.atWarn()
          .addKeyValue("orderSn", orderSn)
          .log("Showing an order without its payment: {}", e.getMessage());
      return PaymentDetail.getDefaultInstance();
    }
  }
}
