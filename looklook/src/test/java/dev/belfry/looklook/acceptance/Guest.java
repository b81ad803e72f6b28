package dev.belfry.looklook.acceptance;

import dev.belfry.looklook.common.http.Api;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who books and pays, over HTTP only. Thread-safe. */
final class Guest {
  static final String CREATE = "/order/v1/homestayOrder/createHomestayOrder";
  private static final String DETAIL = "/order/v1/homestayOrder/userHomestayOrderDetail";
  static final String PREPAY = "/payment/v1/thirdPayment/thirdPaymentWxPay";
  private static final String PAY = "/payment/v1/sandbox/pay";

  private final Api orders;
  private final Api payments;
  private final String token;

  private Guest(Api orders, Api payments, String token) {
    this.orders = orders;
    this.payments = payments;
    this.token = token;
  }

  /** Registers under a new number. */
  static Guest register(Looklook looklook) throws Exception {
    Processes processes = looklook.processes();
    String mobile = "1%010d".formatted(ThreadLocalRandom.current().nextLong(10_000_000_000L));
    Api.Reply reply =
        processes
            .api(Program.USERCENTER)
            .post(
                "/usercenter/v1/user/register",
                json(Map.of("mobile", mobile, "password", "looklook-" + mobile)));
    return new Guest(
        processes.api(Program.ORDER_API),
        processes.api(Program.PAYMENT),
        data(reply).path("accessToken").asString());
  }

  /** Two nights in two days' time. */
  static Map<String, Object> booking() {
    Instant from = Instant.now().plus(Duration.ofDays(2));
    return Map.of(
        "homestayId",
        1,
        "isFood",
        true,
        "liveStartTime",
        from.getEpochSecond(),
        "liveEndTime",
        from.plus(Duration.ofDays(2)).getEpochSecond(),
        "livePeopleNum",
        2,
        "remark",
        "a quiet room");
  }

  /** Books, and returns whatever is answered. */
  Api.Reply tryToBook() throws IOException, InterruptedException {
    return tryToBook(booking());
  }

  /** Sends this booking, and returns whatever is answered. */
  Api.Reply tryToBook(Map<String, Object> booking) throws IOException, InterruptedException {
    return orders.postAs(token, CREATE, json(booking));
  }

  /** Books, and returns the number of the order. */
  String book() throws IOException, InterruptedException {
    return data(tryToBook()).path("orderSn").asString();
  }

  /** Books, again and again while the answer says that the servers are busy. */
  String bookUntilTaken() throws IOException, InterruptedException {
    return data(untilTaken(this::tryToBook)).path("orderSn").asString();
  }

  /** The state of an order as this guest sees it; asks again while the servers are busy. */
  int state(String sn) throws IOException, InterruptedException {
    return data(untilTaken(() -> orders.postAs(token, DETAIL, json(Map.of("sn", sn)))))
        .path("tradeState")
        .asInt();
  }

  /** Asks for a payment of the order, and returns whatever is answered. */
  Api.Reply tryToPrepay(String sn) throws IOException, InterruptedException {
    return payments.postAs(
        token, PREPAY, json(Map.of("orderSn", sn, "serviceType", "homestayOrder")));
  }

  void prepay(String sn) throws IOException, InterruptedException {
    data(tryToPrepay(sn));
  }

  /** Asks for a payment, again and again while the answer says that the servers are busy. */
  void prepayUntilTaken(String sn) throws IOException, InterruptedException {
    data(untilTaken(() -> tryToPrepay(sn)));
  }

  /** Has the sandbox send the signed callback of a payment. */
  Callback pay(String sn) throws IOException, InterruptedException {
    return new Callback(data(payments.post(PAY, json(Map.of("orderSn", sn)))));
  }

  /** Has the sandbox send the callback of a payment; returns whether it was taken. */
  boolean tryToPay(String sn) throws IOException, InterruptedException {
    Api.Reply reply = payments.post(PAY, json(Map.of("orderSn", sn)));
    return reply.status() == 200 && new Callback(reply.data()).answer().equals("SUCCESS");
  }

  /** Pays, and has the provider repeat its callback until it is taken, as providers do. */
  void payUntilTaken(String sn) throws IOException, InterruptedException {
    for (int attempt = 1; !pay(sn).answer().equals("SUCCESS"); attempt++) {
      if (attempt == 100) {
        throw new AssertionError("the callback about " + sn + " is not taken");
      }
    }
  }

  /**
   * A callback that the provider sent.
   *
   * @param sandbox what the sandbox tells of it
   */
  record Callback(JsonNode sandbox) {

    /** What the payment service said to it. */
    String answer() {
      return sandbox.path("reply").path("body").asString();
    }

    /** Sends the same bytes again. */
    Api.Reply repeat(Api payments) throws IOException, InterruptedException {
      JsonNode request = sandbox.path("request");
      List<String> headers = new ArrayList<>();
      request
          .path("headers")
          .forEachEntry((name, value) -> headers.addAll(List.of(name, value.asString())));
      String url = request.path("url").asString();
      return payments.post(
          url.substring(url.indexOf("/payment/")),
          request.path("body").asString(),
          headers.toArray(String[]::new));
    }
  }

  private interface Call {
    Api.Reply send() throws IOException, InterruptedException;
  }

  private static Api.Reply untilTaken(Call call) throws IOException, InterruptedException {
    Api.Reply reply = call.send();
    for (int attempt = 1; attempt < 100 && reply.status() == 500; attempt++) {
      reply = call.send();
    }
    return reply;
  }

  private static JsonNode data(Api.Reply reply) {
    if (reply.status() != 200) {
      throw new AssertionError("answered " + reply.status() + " " + reply.text());
    }
    return reply.data();
  }

  static String json(Object body) {
    return JsonMapper.shared().writeValueAsString(body);
  }
}
