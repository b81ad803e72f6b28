package dev.belfry.looklook.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.error.ErrorCode;
import dev.belfry.looklook.common.http.Api;
import dev.belfry.looklook.payment.provider.ProviderState;
import dev.belfry.looklook.payment.provider.SignedCallback;
import dev.belfry.looklook.payment.rpc.PaymentDetail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Paying for a booking as a customer's app and a provider see it. */
class PaymentFlowTest extends BookingFixture {
  private static final String CALLBACK = PREPAY + "Callback";

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
}
