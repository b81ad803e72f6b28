package dev.belfry.looklook.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;

/** Somebody who books and pays, over HTTP only. Thread-safe. */
final class Customer {
  private static final long HOMESTAY = 1;

  private final Api api;
  private final String token;

  private Customer(Api api, String token) {
    this.api = api;
    this.token = token;
  }

  /** Registers under a new number; the sandbox knows everybody in the mini program. */
  static Customer register(Api api) {
    String mobile = "1%010d".formatted(ThreadLocalRandom.current().nextLong(10_000_000_000L));
    JsonNode tokens =
        api.call(
            "/usercenter/v1/user/register",
            "",
            Map.of("mobile", mobile, "password", "looklook-" + mobile));
    return new Customer(api, tokens.path("accessToken").asString());
  }

  String token() {
    return token;
  }

  /** Books two nights from the day after tomorrow, and returns the number of the order. */
  String book() {
    return api.call("/order/v1/homestayOrder/createHomestayOrder", token, booking(Instant.now()))
        .path("orderSn")
        .asString();
  }

  /** What {@link #book} sends. */
  static Map<String, Object> booking(Instant now) {
    Map<String, Object> booking = new LinkedHashMap<>();
    booking.put("homestayId", HOMESTAY);
    booking.put("isFood", true);
    booking.put("liveStartTime", now.plus(Duration.ofDays(2)).getEpochSecond());
    booking.put("liveEndTime", now.plus(Duration.ofDays(4)).getEpochSecond());
    booking.put("livePeopleNum", 2);
    booking.put("remark", "a quiet room");
    return booking;
  }

  long stateOf(String orderSn) {
    return order(orderSn).path("tradeState").asLong();
  }

  JsonNode order(String orderSn) {
    return api.call(
        "/order/v1/homestayOrder/userHomestayOrderDetail", token, Map.of("sn", orderSn));
  }

  /** Asks for a payment of the order, as the mini program does before it shows the pay button. */
  void checkOut(String orderSn) {
    api.call(
        "/payment/v1/thirdPayment/thirdPaymentWxPay",
        token,
        Map.of("orderSn", orderSn, "serviceType", "homestayOrder"));
  }

  /** Presses the pay button: the provider calls back. Returns what the sandbox tells of it. */
  JsonNode pay(String orderSn) {
    return api.call("/payment/v1/sandbox/pay", token, Map.of("orderSn", orderSn));
  }
}
