package dev.belfry.looklook.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.looklook.common.http.Api;
import dev.belfry.looklook.payment.provider.ProviderState;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskInspector;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Weakness 2: what follows from a change is never lost with the server that it goes to. */
class OutageTest {
  private static final String CREATE = "/order/v1/homestayOrder/createHomestayOrder";
  private static final String PREPAY = "/payment/v1/thirdPayment/thirdPaymentWxPay";

  private BookingSystem system;
  private String token;

  @BeforeEach
  void start() throws Exception {
    system = new BookingSystem();
    token = system.token(1);
  }

  @AfterEach
  void stop() throws Exception {
    system.close();
  }

  @Test
  void kafkaIsAway_theCallbackIsTaken_andTheOrderHearsOfItWhenKafkaIsBack() throws Exception {
    String sn = create().data().path("orderSn").asString();
    system.api().postAs(token, PREPAY, json(Map.of("orderSn", sn, "serviceType", "homestayOrder")));
    Payment open = system.payments.service().findPayable(sn).orElseThrow();
    system.kafka.kill();

    assertThat(callback(open).text()).isEqualTo("SUCCESS");
    assertThat(system.payments.service().find(open.sn()).orElseThrow().status())
        .isEqualTo(PayStatus.SUCCESS);

    system.kafka.start();
    try (var updates = new PaymentUpdates(system.kafka.bootstrapServers())) {
      assertThat(updates.about(sn, 1)).anyMatch(body -> body.contains("\"payStatus\":1"));
    }
  }

  @Test
  void redisIsAway_ordersAreMade_andHaveTheirTasksWhenItIsBack() throws Exception {
    system.redis.kill();

    String sn = create().data().path("orderSn").asString();

    assertThat(sn).startsWith("HSO");
    system.redis.start();
    try (var inspector = TaskInspector.connect(RedisTarget.parse(system.redis.uri()))) {
      await("the order has its task")
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(() -> inspector.task("default", "close:" + sn).isPresent());
    }
  }

  private Api.Reply callback(Payment payment) throws Exception {
    var signed =
        system.sandbox.callback(payment.sn(), ProviderState.SUCCESS, payment.terms().total());
    return system
        .api()
        .post(
            PREPAY + "Callback",
            signed.body(),
            signed.headers().entrySet().stream()
                .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
                .toArray(String[]::new));
  }

  private Api.Reply create() throws Exception {
    Instant tomorrow = Instant.now().plusSeconds(86_400);
    return system
        .api()
        .postAs(
            token,
            CREATE,
            json(
                Map.of(
                    "homestayId",
                    1,
                    "isFood",
                    false,
                    "liveStartTime",
                    tomorrow.getEpochSecond(),
                    "liveEndTime",
                    tomorrow.plusSeconds(86_400).getEpochSecond(),
                    "livePeopleNum",
                    1)));
  }

  private static String json(Map<String, Object> body) {
    return JsonMapper.shared().writeValueAsString(body);
  }
}
