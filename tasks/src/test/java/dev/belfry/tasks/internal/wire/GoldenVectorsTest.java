package dev.belfry.tasks.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bytes that Go's asynq wrote: cases 2 and 3. */
class GoldenVectorsTest {
  private static final Instant START = Instant.ofEpochSecond(1_700_000_000, 123_456_789);

  @Test
  void taskMessage_plain_equalsTheBytesOfGo() throws Exception {
    var message =
        TaskMessage.builder("email:send", "11111111-2222-3333-4444-555555555555", "default")
            .payload(ByteString.copyFromUtf8("{\"a\":1}"))
            .maxRetry(25)
            .timeoutSeconds(1800)
            .build();
    checkTask(
        message,
        "0a0a656d61696c3a73656e6412077b2261223a317d1a2431313131313131312d323232322d333333332d34343434"
            + "2d353535353535353535353535220764656661756c74281940880e");
  }

  @Test
  void taskMessage_withoutPayload_equalsTheBytesOfGo() throws Exception {
    var message = TaskMessage.builder("t", "id1", "q").deadlineSeconds(1_700_000_000).build();
    checkTask(message, "0a01741a036964312201714880e2cfaa06");
  }

  @Test
  void taskMessage_withEveryField_equalsTheBytesOfGo() throws Exception {
    var message =
        TaskMessage.builder("T", "id", "q")
            .payload(ByteString.copyFrom(new byte[] {0, (byte) 0xff}))
            .maxRetry(3)
            .retried(2)
            .error("boom")
            .lastFailedAt(1_700_000_001)
            .timeoutSeconds(20)
            .deadlineSeconds(1_700_000_100)
            .uniqueKey("asynq:{q}:unique:T:abc")
            .group("g")
            .retentionSeconds(3600)
            .completedAt(1_700_000_002)
            .headers(Map.of("k", "v"))
            .build();
    checkTask(
        message,
        "0a0154120200ff1a026964220171280330023a04626f6f6d401448e4e2cfaa0652166173796e713a7b717d3a756e"
            + "697175653a543a6162635881e2cfaa0660901c6882e2cfaa067201677a060a016b120176");
  }

  @Test
  void serverInfo_equalsTheBytesOfGo() throws Exception {
    var info =
        new ServerInfo(
            "h", 42, "sid", 10, Map.of("default", 1), ServerInfo.Order.STRICT, "active", START, 2);
    String golden =
        "0a0168102a1a03736964200a2a0b0a0764656661756c74100130013a06616374697665420b0880e2cfaa0610959a"
            + "ef3a4802";
    assertThat(hex(info.encode())).isEqualTo(golden);
    assertThat(ServerInfo.decode(bytes(golden))).isEqualTo(info);
  }

  @Test
  void workerInfo_equalsTheBytesOfGo() throws Exception {
    var info = worker("p", Instant.ofEpochSecond(1_700_001_800));
    String golden =
        "0a0168102a1a0373696422036964312a01543201703a0171420b0880e2cfaa0610959aef3a4a060888f0cfaa06";
    assertThat(hex(info.encode())).isEqualTo(golden);
    assertThat(WorkerInfo.decode(bytes(golden))).isEqualTo(info);
  }

  @Test
  void workerInfo_withoutDeadline_isWrittenAsTheZeroTimeOfGo() throws Exception {
    var info = worker("", null);
    String golden =
        "0a0168102a1a0373696422036964312a01543a0171420b0880e2cfaa0610959aef3a4a0b088092b8c398feffffff01";
    assertThat(hex(info.encode())).isEqualTo(golden);
    assertThat(WorkerInfo.decode(bytes(golden))).isEqualTo(info);
  }

  @Test
  void schedulerEntry_thatNeverFired_equalsTheBytesOfGo() throws Exception {
    var entry =
        new SchedulerEntry(
            "e1",
            "@every 3s",
            "T",
            ByteString.copyFromUtf8("p"),
            List.of("Queue(\"q\")", "MaxRetry(3)"),
            Instant.ofEpochSecond(1_700_000_003),
            null);
    String golden =
        "0a02653112094065766572792033731a01542201702a0a517565756528227122292a0b4d61785265747279283329"
            + "32060883e2cfaa063a0b088092b8c398feffffff01";
    assertThat(hex(entry.encode())).isEqualTo(golden);
    assertThat(SchedulerEntry.decode(bytes(golden))).isEqualTo(entry);
  }

  @Test
  void schedulerEnqueueEvent_equalsTheBytesOfGo() throws Exception {
    var event = new SchedulerEnqueueEvent("id1", START);
    String golden = "0a03696431120b0880e2cfaa0610959aef3a";
    assertThat(hex(event.encode())).isEqualTo(golden);
    assertThat(SchedulerEnqueueEvent.decode(bytes(golden))).isEqualTo(event);
  }

  @Test
  void time_absent_isReadAs1970() throws Exception {
    assertThat(SchedulerEnqueueEvent.decode(bytes("0a03696431")).enqueuedAt())
        .isEqualTo(Instant.EPOCH);
  }

  @Test
  void uniqueKey_noPayloadAndEmptyPayload_differ() {
    assertThat(UniqueKey.of(Keyspace.DEFAULT.queue("q"), "t", null))
        .isEqualTo("asynq:{q}:unique:t:");
    assertThat(UniqueKey.of(Keyspace.DEFAULT.queue("q"), "t", ByteString.EMPTY))
        .isEqualTo("asynq:{q}:unique:t:d41d8cd98f00b204e9800998ecf8427e");
    assertThat(
            UniqueKey.of(
                Keyspace.DEFAULT.queue("default"),
                "email:send",
                ByteString.copyFromUtf8("{\"a\":1}")))
        .isEqualTo("asynq:{default}:unique:email:send:bb6cb5c68df4652941caf652a366f2d8");
  }

  @Test
  void text_withAnUnpairedSurrogate_isWrittenAsValidUtf8() throws Exception {
    var message = TaskMessage.builder("t", "i", "q").error("a\ud800b").build();
    assertThat(TaskMessage.decode(message.encode()).error()).isEqualTo("a?b");
  }

  @Test
  void failureSuffix_appended_setsErrorAndTimeOnly() throws Exception {
    var message =
        TaskMessage.builder("t", "i", "q").error("old").lastFailedAt(5).maxRetry(7).build();
    var joined =
        ByteString.copyFrom(message.encode())
            .concat(ByteString.copyFrom(TaskMessage.failureSuffix(9, "new")));
    assertThat(TaskMessage.decode(joined.toByteArray())).isEqualTo(message.endedAt(9, "new"));
  }

  private static void checkTask(TaskMessage message, String golden) throws Exception {
    assertThat(hex(message.encode())).isEqualTo(golden);
    assertThat(TaskMessage.decode(bytes(golden))).isEqualTo(message);
  }

  private static WorkerInfo worker(
      String payload, @org.jspecify.annotations.Nullable Instant deadline) {
    return new WorkerInfo(
        "h", 42, "sid", "id1", "T", ByteString.copyFrom(payload, UTF_8), "q", START, deadline);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
