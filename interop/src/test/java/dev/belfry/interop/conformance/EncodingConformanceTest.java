package dev.belfry.interop.conformance;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.belfry.interop.store.Proto;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.internal.wire.SchedulerEnqueueEvent;
import dev.belfry.tasks.internal.wire.SchedulerEntry;
import dev.belfry.tasks.internal.wire.ServerInfo;
import dev.belfry.tasks.internal.wire.TaskMessage;
import dev.belfry.tasks.internal.wire.WorkerInfo;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Cases 1 to 3: what a task looks like in Redis. */
class EncodingConformanceTest extends Conformance {
  private static final Instant START = Instant.ofEpochSecond(1_700_000_000, 123_456_789);

  /** What Go writes for the time that none is. */
  private static final String NEVER = "088092b8c398feffffff01";

  private static final String T1 =
      "0a0a656d61696c3a73656e6412077b2261223a317d1a2431313131313131312d323232322d333333332d34343434"
          + "2d353535353535353535353535220764656661756c74281940880e";
  private static final String T2 = "0a01741a036964312201714880e2cfaa06";
  private static final String T3 =
      "0a0154120200ff1a026964220171280330023a04626f6f6d401448e4e2cfaa0652166173796e713a7b717d3a756e"
          + "697175653a543a6162635881e2cfaa0660901c6882e2cfaa067201677a060a016b120176";
  private static final String S1 =
      "0a0168102a1a03736964200a2a0b0a0764656661756c74100130013a06616374697665420b0880e2cfaa0610959a"
          + "ef3a4802";
  private static final String W1 =
      "0a0168102a1a0373696422036964312a01543201703a0171420b0880e2cfaa0610959aef3a4a060888f0cfaa06";
  private static final String W2 =
      "0a0168102a1a0373696422036964312a01543a0171420b0880e2cfaa0610959aef3a4a0b" + NEVER;
  private static final String E1 =
      "0a02653112094065766572792033731a01542201702a0a517565756528227122292a0b4d61785265747279283329"
          + "32060883e2cfaa063a0b"
          + NEVER;
  private static final String V1 = "0a03696431120b0880e2cfaa0610959aef3a";

  @Test
  void case01_enqueue_writesTheQueueItsListAndTheRecord() {
    String id = client.enqueue(Task.of("T", bytes("p"))).id();

    var queue = store.queue("default");
    assertThat(store.keys())
        .containsExactlyInAnyOrder("asynq:queues", queue.key("pending"), queue.key("t:" + id));
    assertThat(store.keysOfBelfry())
        .allSatisfy(key -> assertThat(store.ttl(key)).isBetween(1L, 300L));
    assertThat(store.set("asynq:queues")).containsExactly("default");
    assertThat(queue.list("pending")).containsExactly(id);
    assertThat(queue.fields(id)).containsOnlyKeys("state", "pending_since");
    assertThat(queue.fields(id)).containsEntry("state", "pending");
    assertThat(queue.fields(id).get("pending_since")).matches("\\d{19}");
    assertThat(queue.message(id))
        .containsOnly(
            entry("type", "T"),
            entry("payload", "p"),
            entry("id", id),
            entry("queue", "default"),
            entry("retry", 25),
            entry("timeout", 1800L));
    assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  }

  @Test
  void case02_encode_equalsTheBytesOfGo() {
    assertThat(hex(t1().encode())).isEqualTo(T1);
    assertThat(hex(t2().encode())).isEqualTo(T2);
    assertThat(hex(t3().encode())).isEqualTo(T3);
    assertThat(hex(s1().encode())).isEqualTo(S1);
    assertThat(hex(w1().encode())).isEqualTo(W1);
    assertThat(hex(w2().encode())).isEqualTo(W2);
    assertThat(hex(e1().encode())).isEqualTo(E1);
    assertThat(hex(v1().encode())).isEqualTo(V1);
  }

  @Test
  void case02_encodeMapsOfSeveral_hasTheSameFields() {
    var headers = Map.of("a", "1", "b", "", "ü", "€");
    var task = TaskMessage.builder("T", "id", "q").headers(headers).build();
    assertThat(Proto.TASK.decode(task.encode())).containsEntry("headers", headers);

    var queues = Map.of("critical", 6, "default", 3, "low", 1);
    var server = new ServerInfo("h", 1, "s", 9, queues, ServerInfo.Order.WEIGHTED, "new", START, 0);
    assertThat(Proto.SERVER.decode(server.encode())).containsEntry("queues", queues);
  }

  @Test
  void case03_decode_givesEveryField() throws Exception {
    assertThat(TaskMessage.decode(bytesOf(T1))).isEqualTo(t1());
    assertThat(TaskMessage.decode(bytesOf(T2))).isEqualTo(t2());
    assertThat(TaskMessage.decode(bytesOf(T3))).isEqualTo(t3());
    assertThat(ServerInfo.decode(bytesOf(S1))).isEqualTo(s1());
    assertThat(WorkerInfo.decode(bytesOf(W1))).isEqualTo(w1());
    assertThat(WorkerInfo.decode(bytesOf(W2))).isEqualTo(w2());
    assertThat(SchedulerEntry.decode(bytesOf(E1))).isEqualTo(e1());
    assertThat(SchedulerEnqueueEvent.decode(bytesOf(V1))).isEqualTo(v1());
  }

  @Test
  void case03_decodeTimes_absentIs1970AndGosZeroIsNever() throws Exception {
    assertThat(SchedulerEnqueueEvent.decode(bytesOf("0a03696431")).enqueuedAt())
        .isEqualTo(Instant.EPOCH);
    assertThat(SchedulerEntry.decode(bytesOf(E1)).previous()).isNull();
    assertThat(SchedulerEntry.decode(bytesOf("0a026531")).previous()).isEqualTo(Instant.EPOCH);
  }

  /** The test's own reader and writer, which all other cases rely on. */
  @Test
  void case03_protoOfTheTests_readsAndWritesTheBytesOfGo() {
    for (String task : List.of(T1, T2)) {
      assertThat(hex(Proto.TASK.encode(Proto.TASK.decode(bytesOf(task))))).isEqualTo(task);
    }
    assertThat(hex(Proto.SERVER.encode(Proto.SERVER.decode(bytesOf(S1))))).isEqualTo(S1);
    for (String worker : List.of(W1, W2)) {
      assertThat(hex(Proto.WORKER.encode(Proto.WORKER.decode(bytesOf(worker))))).isEqualTo(worker);
    }
    assertThat(hex(Proto.ENTRY.encode(Proto.ENTRY.decode(bytesOf(E1))))).isEqualTo(E1);
    assertThat(hex(Proto.EVENT.encode(Proto.EVENT.decode(bytesOf(V1))))).isEqualTo(V1);
  }

  private static TaskMessage t1() {
    return TaskMessage.builder("email:send", "11111111-2222-3333-4444-555555555555", "default")
        .payload(ByteString.copyFromUtf8("{\"a\":1}"))
        .maxRetry(25)
        .timeoutSeconds(1800)
        .build();
  }

  private static TaskMessage t2() {
    return TaskMessage.builder("t", "id1", "q").deadlineSeconds(1_700_000_000).build();
  }

  private static TaskMessage t3() {
    return TaskMessage.builder("T", "id", "q")
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
  }

  private static ServerInfo s1() {
    return new ServerInfo(
        "h", 42, "sid", 10, Map.of("default", 1), ServerInfo.Order.STRICT, "active", START, 2);
  }

  private static WorkerInfo w1() {
    return new WorkerInfo(
        "h",
        42,
        "sid",
        "id1",
        "T",
        ByteString.copyFromUtf8("p"),
        "q",
        START,
        Instant.ofEpochSecond(1_700_001_800));
  }

  private static WorkerInfo w2() {
    return new WorkerInfo("h", 42, "sid", "id1", "T", ByteString.EMPTY, "q", START, null);
  }

  private static SchedulerEntry e1() {
    return new SchedulerEntry(
        "e1",
        "@every 3s",
        "T",
        ByteString.copyFromUtf8("p"),
        List.of("Queue(\"q\")", "MaxRetry(3)"),
        Instant.ofEpochSecond(1_700_000_003),
        null);
  }

  private static SchedulerEnqueueEvent v1() {
    return new SchedulerEnqueueEvent("id1", START);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] bytesOf(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
