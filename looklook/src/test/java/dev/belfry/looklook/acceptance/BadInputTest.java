package dev.belfry.looklook.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.looklook.common.auth.Jwt;
import dev.belfry.looklook.common.auth.JwtAuthConf;
import dev.belfry.looklook.common.http.Api;
import dev.belfry.looklook.common.job.CloseOrder;
import dev.belfry.looklook.common.job.PaymentUpdate;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskOption;
import dev.belfry.tasks.TaskState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What should not come in gets a clear answer, and nothing else suffers. */
@ExtendWith(LooklookExtension.class)
class BadInputTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void taskThatIsNotJson_isArchivedWithTheReason_andTheQueueGoesOn(Looklook looklook)
      throws Exception {
    String id = "broken:" + UUID.randomUUID();
    looklook
        .tasks()
        .client()
        .enqueue(
            Task.of(CloseOrder.TYPE, "Sn=HSO1, not JSON".getBytes(UTF_8)), TaskOption.taskId(id));

    await("the task is archived")
        .atMost(PATIENCE)
        .until(() ->
            looklook
                .tasks()
                .find(id)
                .map(TaskInfo::state)
                .equals(java.util.Optional.of(TaskState.ARCHIVED)));
    TaskInfo archived = looklook.tasks().find(id).orElseThrow();
    System.out.println("a task that is not JSON: " + archived.lastError());

    assertThat(archived.retried()).isZero();
    assertThat(archived.lastError()).contains("CloseOrder", "line 1");
    bookAndPay(looklook);
    looklook.tasks().forget(id);
  }

  @Test
  void messageThatIsNotJson_becomesADeadLetter_andTheOthersGoOn(Looklook looklook)
      throws Exception {
    String key = "broken-" + UUID.randomUUID();
    try (var topics = new Topics(looklook.backing().kafka().bootstrapServers())) {
      topics.send(PaymentUpdate.TOPIC, key, "payStatus=1, not JSON");

      ConsumerRecord<String, String> letter =
          topics.find(PaymentUpdate.TOPIC + ".payment-update-paystatus-group.dlt", key);
      Map<String, String> headers = new HashMap<>();
      letter
          .headers()
          .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
      System.out.println("a message that is not JSON: " + headers);

      assertThat(letter.value()).isEqualTo("payStatus=1, not JSON");
      assertThat(headers.values()).anyMatch(value -> value.contains("PaymentUpdate"));
    }
    bookAndPay(looklook);
  }

  @Test
  void tokenOfAnotherKey_is401(Looklook looklook) throws Exception {
    String forged =
        new Jwt(new JwtAuthConf("another secret of at least 32 bytes", 3600))
            .issue(1)
            .accessToken();

    for (Program program : List.of(Program.ORDER_API, Program.PAYMENT, Program.USERCENTER)) {
      String path =
          switch (program) {
            case ORDER_API -> Guest.CREATE;
            case PAYMENT -> Guest.PREPAY;
            default -> "/usercenter/v1/user/detail";
          };
      Api.Reply reply = looklook.processes().api(program).postAs(forged, path, "{}");

      assertThat(reply.status()).as(path).isEqualTo(401);
      assertThat(reply.code()).isEqualTo(100003);
      assertThat(reply.msg()).isEqualTo("the token is not valid any more, please sign in again");
    }
  }

  @Test
  void orderOfNoNights_is400_andSaysSo(Looklook looklook) throws Exception {
    Map<String, Object> booking = new HashMap<>(Guest.booking());
    booking.put("liveEndTime", booking.getOrDefault("liveStartTime", 0));

    Api.Reply reply = Guest.register(looklook).tryToBook(booking);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo(100001);
    assertThat(reply.msg()).isEqualTo("Stay at least one night");
  }

  @Test
  void bodyOfTwoMegabytes_is413_andSaysHowMuchIsAllowed(Looklook looklook) throws Exception {
    Map<String, Object> booking = new HashMap<>(Guest.booking());
    booking.put("remark", "x".repeat(2 * 1024 * 1024));

    Api.Reply reply = Guest.register(looklook).tryToBook(booking);

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.code()).isEqualTo(100002);
    assertThat(reply.msg()).contains("1048576");
    bookAndPay(looklook);
  }

  /** All that matters still works. */
  private static void bookAndPay(Looklook looklook) throws Exception {
    Guest guest = Guest.register(looklook);
    String sn = guest.book();
    guest.prepay(sn);
    guest.payUntilTaken(sn);
    await("the order is paid and the guest is told")
        .atMost(PATIENCE)
        .until(() -> guest.state(sn) == Ledger.PAID && looklook.tasks().sent(List.of(sn)) == 2);
  }
}
