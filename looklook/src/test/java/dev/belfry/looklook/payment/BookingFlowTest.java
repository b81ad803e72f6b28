package dev.belfry.looklook.payment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.error.ErrorCode;
import dev.belfry.looklook.common.http.Api;
import dev.belfry.looklook.order.rpc.UpdateHomestayOrderTradeStateResp;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskInspector;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Booking as a customer's app sees it. */
class BookingFlowTest extends BookingFixture {
  private static RedisClient redisClient;
  private static StatefulRedisConnection<String, String> redis;
  private static TaskInspector tasks;

  @BeforeAll
  static void connect() {
    redisClient = RedisClient.create(system.redis.uri());
    redis = redisClient.connect();
    tasks = TaskInspector.connect(RedisTarget.parse(system.redis.uri()));
  }

  @AfterAll
  static void close() {
    tasks.close();
    redis.close();
    redisClient.shutdown();
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

  private static JsonNode list(long user, String body) throws Exception {
    return system
        .api()
        .postAs(system.token(user), ORDER + "userHomestayOrderList", body)
        .data()
        .path("list");
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
  void weakness6_anUnknownTarget_isAWrongParameter() throws Exception {
    String sn = book(ANN);

    assertThatThrownBy(() -> change(sn, 7))
        .isInstanceOfSatisfying(
            CodedException.class, e -> assertThat(e.is(ErrorCode.PARAM)).isTrue());
  }
}
