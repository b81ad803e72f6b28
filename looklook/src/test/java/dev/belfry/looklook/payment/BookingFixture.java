package dev.belfry.looklook.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.looklook.common.http.Api;
import dev.belfry.looklook.order.rpc.UpdateHomestayOrderTradeStateReq;
import dev.belfry.looklook.order.rpc.UpdateHomestayOrderTradeStateResp;
import dev.belfry.looklook.payment.rpc.GetPaymentSuccessRefundByOrderSnReq;
import dev.belfry.looklook.payment.rpc.PaymentDetail;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What customers and a provider do with one {@link BookingSystem}. */
abstract class BookingFixture {
  static final String ORDER = "/order/v1/homestayOrder/";
  static final String PREPAY = "/payment/v1/thirdPayment/thirdPaymentWxPay";
  static final long ANN = 11;
  static final long BOB = 12;

  static BookingSystem system;
  static PaymentUpdates updates;

  @BeforeAll
  static void startSystem() throws Exception {
    system = new BookingSystem();
    updates = new PaymentUpdates(system.kafka.bootstrapServers());
  }

  @AfterAll
  static void stopSystem() throws Exception {
    updates.close();
    system.close();
  }

  static String book(long user) throws Exception {
    Instant tomorrow = Instant.now().plusSeconds(86_400);
    Api.Reply reply = create(user, tomorrow, tomorrow.plusSeconds(2 * 86_400), 2, "");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.data().path("orderSn").asString();
  }

  static Api.Reply create(long user, Instant from, Instant until, int people, String remark)
      throws Exception {
    var body =
        Map.of(
            "homestayId",
            1,
            "isFood",
            true,
            "liveStartTime",
            from.getEpochSecond(),
            "liveEndTime",
            until.getEpochSecond(),
            "livePeopleNum",
            people,
            "remark",
            remark);
    return system
        .api()
        .postAs(
            system.token(user),
            ORDER + "createHomestayOrder",
            JsonMapper.shared().writeValueAsString(body));
  }

  static Api.Reply detailReply(long user, String sn) throws Exception {
    return system
        .api()
        .postAs(system.token(user), ORDER + "userHomestayOrderDetail", "{\"sn\":\"" + sn + "\"}");
  }

  static JsonNode detail(long user, String sn) throws Exception {
    return detailReply(user, sn).data();
  }

  static Api.Reply prepay(long user, String sn) throws Exception {
    return system
        .api()
        .postAs(
            system.token(user),
            PREPAY,
            "{\"orderSn\":\"%s\",\"serviceType\":\"homestayOrder\"}".formatted(sn));
  }

  static JsonNode pay(String sn, String state) throws Exception {
    Api.Reply reply =
        system
            .api()
            .post(
                SandboxRoutes.PATH,
                "{\"orderSn\":\"%s\",\"tradeState\":\"%s\"}".formatted(sn, state));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.data();
  }

  static PaymentDetail payment(String orderSn) {
    var request = GetPaymentSuccessRefundByOrderSnReq.newBuilder().setOrderSn(orderSn).build();
    return system
        .paymentClient
        .call(stub -> stub.getPaymentSuccessRefundByOrderSn(request))
        .getPaymentDetail();
  }

  static UpdateHomestayOrderTradeStateResp change(String sn, long state) {
    var request =
        UpdateHomestayOrderTradeStateReq.newBuilder().setSn(sn).setTradeState(state).build();
    return system.orders.call(stub -> stub.updateHomestayOrderTradeState(request));
  }
}
