package dev.belfry.tasks.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodecPropertiesTest {
  private static final int ROUNDS = 20_000;

  private final long seed = Long.getLong("belfry.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void taskMessage_writtenAndRead_isTheSame() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      TaskMessage message = message();
      assertThat(TaskMessage.decode(message.encode())).as("seed %d", seed).isEqualTo(message);
    }
  }

  @Test
  void anyBytes_read_areARecordOrUndecodable() {
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = random.nextBoolean() ? noise() : damaged(message().encode());
      attempt(() -> TaskMessage.decode(bytes));
      attempt(() -> ServerInfo.decode(bytes));
      attempt(() -> WorkerInfo.decode(bytes));
      attempt(() -> SchedulerEntry.decode(bytes));
      attempt(() -> SchedulerEnqueueEvent.decode(bytes));
    }
  }

  @Test
  void unknownFields_areSkipped() throws Exception {
    TaskMessage message = message();
    byte[] extra = new ProtoWriter().int64(99, 7).string(100, "x").finish();
    byte[] joined =
        ByteString.copyFrom(extra).concat(ByteString.copyFrom(message.encode())).toByteArray();
    assertThat(TaskMessage.decode(joined)).as("seed %d", seed).isEqualTo(message);
  }

  private interface Decoding {
    Object run() throws UndecodableException;
  }

  private void attempt(Decoding decoding) {
    try {
      assertThat(decoding.run()).isNotNull();
    } catch (UndecodableException e) {
      assertThat(e).as("seed %d", seed).hasMessageStartingWith("not a valid ");
    }
  }

  private byte[] noise() {
    byte[] bytes = new byte[random.nextInt(64)];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] damaged(byte[] bytes) {
    if (bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  private TaskMessage message() {
    Map<String, String> headers = new HashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      headers.put(text(), text());
    }
    return TaskMessage.builder(text(), text(), text())
        .payload(ByteString.copyFrom(noise()))
        .maxRetry(random.nextInt())
        .retried(random.nextInt(3))
        .error(text())
        .timeoutSeconds(random.nextLong())
        .deadlineSeconds(random.nextInt(5) - 2)
        .uniqueKey(text())
        .lastFailedAt(random.nextLong())
        .retentionSeconds(random.nextInt())
        .completedAt(random.nextInt())
        .group(text())
        .headers(headers)
        .build();
  }

  private String text() {
    return random
        .ints(random.nextInt(6), 0, Character.MAX_CODE_POINT + 1)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
