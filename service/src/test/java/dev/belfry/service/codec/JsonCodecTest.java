package dev.belfry.service.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonCodecTest {
  record Order(String sn, int state, @Nullable Instant paidAt) {}

  private final Codec codec = JsonCodec.create();

  private Order decode(String json) {
    return codec.decode(json.getBytes(UTF_8), Order.class);
  }

  @Test
  void record_encodedAndDecoded_isEqual() {
    var order = new Order("HSO1", 1, Instant.parse("2026-01-02T03:04:05Z"));

    assertThat(codec.decode(codec.encode(order), Order.class)).isEqualTo(order);
    assertThat(new String(codec.encode(order), UTF_8)).contains("\"2026-01-02T03:04:05Z\"");
  }

  @Test
  void goPayload_withOtherCaseUnknownAndMissingFields_isRead() {
    assertThat(decode("{\"Sn\":\"HSO1\",\"Title\":\"x\"}")).isEqualTo(new Order("HSO1", 0, null));
  }

  @Test
  void bytes_thatAreNoJson_nameTypeAndPlace() {
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> decode("{\"sn\":\n  oops}"))
        .withMessageContaining("JsonCodecTest$Order")
        .withMessageContaining("line 2, column");
  }

  @Test
  void bytes_emptyOrNull_areRefused() {
    assertThatExceptionOfType(CodecException.class).isThrownBy(() -> decode(""));
    assertThatExceptionOfType(CodecException.class).isThrownBy(() -> decode("null"));
    assertThatExceptionOfType(CodecException.class).isThrownBy(() -> decode("{} trailing"));
  }
}
