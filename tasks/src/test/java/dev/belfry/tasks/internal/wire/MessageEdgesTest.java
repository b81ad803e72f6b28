package dev.belfry.tasks.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

/** What the bytes of Go do not show; those are with the conformance suite. */
class MessageEdgesTest {
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
}
