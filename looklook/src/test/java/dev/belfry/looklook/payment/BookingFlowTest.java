package dev.belfry.looklook.payment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.error.ErrorCode;
import dev.belfry.looklook.common.http.Api;
import dev.belfry.looklook.order.rpc.UpdateHomestayOrderTradeStateReq;
import dev.belfry.looklook.order.rpc.UpdateHomestayOrderTradeStateResp;
import dev.belfry.looklook.payment.provider.ProviderState;
import dev.belfry.looklook.payment.provider.SignedCallback;
import dev.belfry.looklook.payment.rpc.GetPaymentSuccessRefundByOrderSnReq;
import dev.belfry.looklook.payment.rpc.PaymentDetail;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskInspector;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Booking and paying as a customer's app and a provider see them. */
class BookingFlowTest {
  private static final String ORDER = "/order/v1/homestayOrder/";
  private static final String PREPAY = "/payment/v1/thirdPayment/thirdPaymentWxPay";
  private static final String CALLBACK = PREPAY + "Callback";
  private static final long ANN = 11;
  private static final long BOB = 12;

  private static BookingSystem system;
  private static PaymentUpdates updates;
  private static RedisClient redisClient;
  private static StatefulRedisConnection<String, String> redis;
  private static TaskInspector tasks;

  @BeforeAll
  static void start() throws Exception {
    system = new BookingSystem();
    updates = new PaymentUpdates(system.kafka.bootstrapServers());
    redisClient = RedisClient.create(system.redis.uri());
    redis = redisClient.connect();
    tasks = TaskInspector.connect(RedisTarget.parse(system.redis.uri()));
  }

  @AfterAll
  static void stop() throws Exception {
    tasks.close();
    redis.close();
    redisClient.shutdown();
    updates.close();
    system.close();
  }

  @Test
  void aBooking_becomesAnOrderThatWaits_withItsCloseTaskInRedis() throws Exception {
    Instant before = Instant.now();
    String sn = book(ANN);

    JsonNode order = detail(ANN, sn);
    assertThat(order.path("tradeState").asLong()).isZero();
    assertThat(order.path("payTime").asLong()).isZero();
    assertThat(order.path("payType").asString("?")).isEmpty();
    assertThat(order.path("livePeopleNum").asLong()).isEqualTo(2);
    Double due =
        await("the outbox is relayed")
            .until(
                () -> redis.sync().zscore("asynq:{default}:scheduled", "close:" + sn),
                Objects::nonNull);
    Instant soonest = before.plus(BookingSystem.CLOSE_AFTER);
    assertThat(Instant.ofEpochSecond(due.longValue()))
        .isBetween(Instant.ofEpochSecond(soonest.getEpochSecond()), soonest.plusSeconds(4));
    assertThat(new String(tasks.task("default", "close:" + sn).orElseThrow().payload(), UTF_8))
        .isEqualTo("{\"Sn\":\"" + sn + "\"}");
  }

  @Test
  void badBookings_areRefusedWithTheReason() throws Exception {
    Instant tomorrow = Instant.now().plusSeconds(86_400);

    Api.Reply noNight = create(ANN, tomorrow, tomorrow, 2, "");
    Api.Reply crowd = create(ANN, tomorrow, tomorrow.plusSeconds(86_400), 99, "");

    assertThat(noNight.status()).isEqualTo(400);
    assertThat(noNight.code()).isEqualTo(ErrorCode.COMMON.code());
    assertThat(noNight.msg()).isEqualTo("Stay at least one night");
    assertThat(crowd.msg()).contains("takes at most");
  }

  @Test
  void somebodyElsesOrUnknownOrder_isNull() throws Exception {
    String sn = book(ANN);

    for (Api.Reply reply :
        List.of(detailReply(BOB, sn), detailReply(ANN, "HSO0000000000000000000000"))) {
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.text()).contains("\"data\":null");
    }
  }

  @Test
  void weakness15_theList_isPagedWithADefault() throws Exception {
    long carl = 13;
    for (int i = 0; i < 22; i++) {
      book(carl);
    }

    JsonNode first = list(carl, "{}");
    long last = first.get(19).path("id").asLong();
    JsonNode second = list(carl, "{\"lastId\":" + last + ",\"pageSize\":0,\"tradeState\":-99}");

    assertThat(first.size()).isEqualTo(20);
    assertThat(second.size()).isEqualTo(2);
    assertThat(list(carl, "{\"pageSize\":5,\"tradeState\":1}").size()).isZero();
  }

  @Test
  void weakness4_prepay_isForTheOwnerOfAnOpenOrderOnly() throws Exception {
    String open = book(ANN);
    String closed = book(ANN);
    change(closed, -1);

    assertThat(prepay(BOB, open).msg()).isEqualTo("There is no order " + open);
    assertThat(prepay(ANN, "HSO404").msg()).isEqualTo("There is no order HSO404");
    assertThat(prepay(ANN, closed).msg()).isEqualTo("Order " + closed + " is closed");
    Api.Reply wrongKind =
        system
            .api()
            .postAs(
                system.token(ANN),
                PREPAY,
                "{\"orderSn\":\"%s\",\"serviceType\":\"car\"}".formatted(open));
    assertThat(wrongKind.code()).isEqualTo(ErrorCode.PARAM.code());

    JsonNode opened = prepay(ANN, open).data();
    assertThat(opened.propertyNames())
        .containsExactlyInAnyOrder(
            "appid", "nonceStr", "paySign", "package", "timestamp", "signType");
    assertThat(prepay(ANN, open).data().path("package")).isEqualTo(opened.path("package"));
  }

  @Test
  void weakness1And10_payment_isAnnouncedUnderTheOrder_withTheTimeOfPayment() throws Exception {
    Instant before = Instant.now();
    String sn = book(ANN);
    prepay(ANN, sn);

    JsonNode paid = pay(sn, "SUCCESS");

    assertThat(paid.path("reply").path("status").asInt()).isEqualTo(200);
    assertThat(paid.path("reply").path("body").asString()).isEqualTo("SUCCESS");
    assertThat(updates.about(sn, 1))
        .containsExactly("{\"payStatus\":1,\"orderSn\":\"" + sn + "\"}");
    PaymentDetail payment = payment(sn);
    assertThat(payment.getPayStatus()).isEqualTo(1);
    assertThat(payment.getTransactionId()).startsWith("42PMT");
    assertThat(payment.getPayTime())
        .isBetween(before.getEpochSecond(), Instant.now().getEpochSecond());
    assertThat(detail(ANN, sn).path("payTime").asLong()).isEqualTo(payment.getPayTime());
    assertThat(detail(ANN, sn).path("payType").asString()).isEqualTo("WECHAT_PAY");
  }

  @Test
  void aRepeatedCallback_changesNothing_butAnnouncesAgain() throws Exception {
    String sn = book(ANN);
    prepay(ANN, sn);
    JsonNode sent = pay(sn, "SUCCESS").path("request");
    PaymentDetail once = payment(sn);

    Api.Reply again = post(headers(sent), sent.path("body").asString());

    assertThat(again.text()).isEqualTo("SUCCESS");
    assertThat(payment(sn)).isEqualTo(once);
    assertThat(updates.about(sn, 2)).hasSize(2).allMatch(body -> body.contains("\"payStatus\":1"));
  }

  @Test
  void oneCallbackManyTimesAtOnce_isOneChange() throws Exception {
    String sn = book(ANN);
    prepay(ANN, sn);
    Payment open = system.payments.service().findPayable(sn).orElseThrow();
    SignedCallback callback =
        system.sandbox.callback(open.sn(), ProviderState.SUCCESS, open.terms().total());

    List<String> replies = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var posts =
          Stream.generate(
                  () -> threads.submit(() -> post(callback.headers(), callback.body()).text()))
              .limit(8)
              .toList();
      for (var each : posts) {
        replies.add(each.get());
      }
    }

    assertThat(replies).hasSize(8).containsOnly("SUCCESS");
    assertThat(system.payments.service().find(open.sn()).orElseThrow().version()).isEqualTo(1);
    assertThat(system.payments.refunds().findByOrder(sn)).isEmpty();
  }

  @Test
  void weakness8And12_aPaidOrder_hasOneTaskForEachNotice_howeverOftenItIsReported()
      throws Exception {
    String sn = book(ANN);

    assertThat(change(sn, 1).getSn()).isEqualTo(sn);
    assertThat(change(sn, 1)).isEqualTo(UpdateHomestayOrderTradeStateResp.getDefaultInstance());

    await("the outbox is relayed")
        .untilAsserted(() ->
            assertThat(pendingOf(sn))
                .containsExactlyInAnyOrder("notify:" + sn + ":paid", "notify:" + sn + ":code"));
    assertThat(
            new String(
                tasks.task("default", "notify:" + sn + ":code").orElseThrow().payload(), UTF_8))
        .contains("\"Sn\":\"" + sn + "\"", "\"UserId\":11", "\"Notice\":\"TRADE_CODE\"");
  }

  private List<String> pendingOf(String sn) {
    return redis.sync().lrange("asynq:{default}:pending", 0, -1).stream()
        .filter(id -> id.contains(sn))
        .toList();
  }

  @Test
  void weakness4_aPaymentForAClosedOrder_isRecordedForRefund_andRefunded() throws Exception {
    String sn = book(ANN);
    prepay(ANN, sn);
    change(sn, -1);

    assertThat(pay(sn, "SUCCESS").path("reply").path("body").asString()).isEqualTo("SUCCESS");
    assertThatThrownBy(() -> change(sn, 1))
        .isInstanceOfSatisfying(
            CodedException.class, e -> assertThat(e.is(ErrorCode.PAID_AFTER_CLOSE)).isTrue());

    assertThat(system.payments.refunds().findByOrder(sn))
        .singleElement()
        .satisfies(refund -> {
          assertThat(refund.reason()).isEqualTo(RefundReason.ORDER_CLOSED);
          assertThat(refund.userId()).isEqualTo(ANN);
        });
    JsonNode order = detail(ANN, sn);
    assertThat(order.path("tradeState").asLong()).isEqualTo(-1);
    assertThat(order.path("refundStatus").asLong()).isBetween(1L, 2L);
    await("the provider is asked").until(() -> detail(ANN, sn).path("refundStatus").asLong() == 2);

    pay(sn, "REFUND");

    assertThat(detail(ANN, sn).path("refundStatus").asLong()).isEqualTo(3);
    assertThat(payment(sn).getPayStatus()).isEqualTo(2);
    assertThat(updates.about(sn, 2)).anyMatch(body -> body.contains("\"payStatus\":2"));
  }

  @Test
  void weakness9_aFailedPayment_isStored_andTheOrderCanBePaidAgain() throws Exception {
    String sn = book(ANN);
    prepay(ANN, sn);

    pay(sn, "PAYERROR");

    assertThat(updates.about(sn, 1)).anyMatch(body -> body.contains("\"payStatus\":-1"));
    assertThat(payment(sn).getId()).isZero();
    prepay(ANN, sn);
    pay(sn, "SUCCESS");
    assertThat(payment(sn).getPayStatus()).isEqualTo(1);
  }

  @Test
  void aWrongAmount_isFail_andNoted() throws Exception {
    String sn = book(ANN);
    prepay(ANN, sn);
    Payment open = system.payments.service().findPayable(sn).orElseThrow();
    SignedCallback cheap = system.sandbox.callback(open.sn(), ProviderState.SUCCESS, 1);

    Api.Reply reply = post(cheap.headers(), cheap.body());

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).isEqualTo("FAIL");
    assertThat(system.payments.service().find(open.sn()).orElseThrow().status())
        .isEqualTo(PayStatus.WAIT);
    assertThat(system.payments.service().history(open.sn()))
        .contains("the amount is 1, but should be " + open.terms().total());
  }

  @Test
  void weakness7_callbacksAboutNothing_orFromNobody_areFail() throws Exception {
    SignedCallback unknown =
        system.sandbox.callback("PMT0000000000000000000000", ProviderState.SUCCESS, 1);
    SignedCallback nonsense = system.sandbox.sign("not json");

    for (Api.Reply reply :
        List.of(
            post(unknown.headers(), unknown.body()),
            post(nonsense.headers(), nonsense.body()),
            post(Map.of(), "{}"),
            post(unknown.headers(), unknown.body() + " "))) {
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.text()).isEqualTo("FAIL");
    }
  }

  @Test
  void weakness6_anUnknownTarget_isAWrongParameter() throws Exception {
    String sn = book(ANN);

    assertThatThrownBy(() -> change(sn, 7))
        .isInstanceOfSatisfying(
            CodedException.class, e -> assertThat(e.is(ErrorCode.PARAM)).isTrue());
  }

  private static String book(long user) throws Exception {
    Instant tomorrow = Instant.now().plusSeconds(86_400);
    Api.Reply reply = create(user, tomorrow, tomorrow.plusSeconds(2 * 86_400), 2, "");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.data().path("orderSn").asString();
  }

  private static Api.Reply create(long user, Instant from, Instant until, int people, String remark)
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

  private static Api.Reply detailReply(long user, String sn) throws Exception {
    return system
        .api()
        .postAs(system.token(user), ORDER + "userHomestayOrderDetail", "{\"sn\":\"" + sn + "\"}");
  }

  private static JsonNode detail(long user, String sn) throws Exception {
    return detailReply(user, sn).data();
  }

  private static JsonNode list(long user, String body) throws Exception {
    return system
        .api()
        .postAs(system.token(user), ORDER + "userHomestayOrderList", body)
        .data()
        .path("list");
  }

  private static Api.Reply prepay(long user, String sn) throws Exception {
    return system
        .api()
        .postAs(
            system.token(user),
            PREPAY,
            "{\"orderSn\":\"%s\",\"serviceType\":\"homestayOrder\"}".formatted(sn));
  }

  private static JsonNode pay(String sn, String state) throws Exception {
    Api.Reply reply =
        system
            .api()
            .post(
                SandboxRoutes.PATH,
                "{\"orderSn\":\"%s\",\"tradeState\":\"%s\"}".formatted(sn, state));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.data();
  }

  private static Api.Reply post(Map<String, String> headers, String body) throws Exception {
    String[] flat =
        headers.entrySet().stream()
            .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
            .toArray(String[]::new);
    return system.api().post(CALLBACK, body, flat);
  }

  private static Map<String, String> headers(JsonNode request) {
    Map<String, String> headers = new TreeMap<>();
    request.path("headers").forEachEntry((name, value) -> headers.put(name, value.asString()));
    return headers;
  }

  private static PaymentDetail payment(String orderSn) {
    var request = GetPaymentSuccessRefundByOrderSnReq.newBuilder().setOrderSn(orderSn).build();
    return system
        .paymentClient
        .call(stub -> stub.getPaymentSuccessRefundByOrderSn(request))
        .getPaymentDetail();
  }

  private static UpdateHomestayOrderTradeStateResp change(String sn, long state) {
    var request =
        UpdateHomestayOrderTradeStateReq.newBuilder().setSn(sn).setTradeState(state).build();
    return system.orders.call(stub -> stub.updateHomestayOrderTradeState(request));
  }
}
