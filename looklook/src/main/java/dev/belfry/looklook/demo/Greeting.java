package dev.belfry.looklook.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/** Tells people what is running and how to try it. */
final class Greeting {
  private final Api api;
  private final BookingSystem system;
  private final Duration closeAfter;

  Greeting(Api api, BookingSystem system, Duration closeAfter) {
    this.api = api;
    this.system = system;
    this.closeAfter = closeAfter;
  }

  void print(PrintWriter out) {
    Customer guest = Customer.register(api);
    out.printf(
        """

        looklook is up.
          Console  %s
          API      %s
          Metrics  %s/metrics
          Health   %s/healthz

        You are signed in with this token:

        TOKEN=%s

        Book a stay:

        """,
        system.consoleUrl(),
        api.base(),
        system.monitoringUrl(),
        system.monitoringUrl(),
        guest.token());
    String book =
        curl(
            "/order/v1/homestayOrder/createHomestayOrder",
            Api.json(Customer.booking(Instant.now())));
    out.printf("SN=$(%s | sed 's/.*\"orderSn\":\"\\([^\"]*\\).*/\\1/'); echo $SN%n", book);
    out.printf("%nPay it within %d s, or it is closed:%n%n", closeAfter.toSeconds());
    out.printf(
        "%s && %s%n",
        curl(
            "/payment/v1/thirdPayment/thirdPaymentWxPay",
            "{\"orderSn\":\"'$SN'\",\"serviceType\":\"homestayOrder\"}"),
        curl("/payment/v1/sandbox/pay", "{\"orderSn\":\"'$SN'\"}"));
    out.printf("%nLook at it (tradeState 0 waits for payment, 1 is paid, -1 is closed):%n%n");
    out.println(curl("/order/v1/homestayOrder/userHomestayOrderDetail", "{\"sn\":\"'$SN'\"}"));
    out.printf("%nCtrl-C stops everything.%n");
    out.flush();
  }

  private String curl(String path, String body) {
    return "curl -s %s%s -H \"Authorization: $TOKEN\" -d '%s'".formatted(api.base(), path, body);
  }
}
