package dev.belfry.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfigTest {
  enum Offset {
    FIRST,
    LAST,
    BY_TIME
  }

  record Queue(
      String topic,
      @Default("first") Offset offset,
      @Default("8") @Range(min = 1, max = 64) int consumers) {}

  record Everything(
      String text,
      int number,
      long big,
      double share,
      boolean flag,
      Duration pause,
      URI uri,
      Path path,
      List<String> names,
      Map<String, Integer> weights,
      List<Queue> queues,
      @Nullable Queue spare) {}

  private static <T extends Record> T parse(String text, Class<T> type) {
    return Config.parse(text, type);
  }

  @Test
  void record_ofAllTypes_isFilled() {
    String yaml =
        """
        Text: hello
        NUMBER: 1_000
        big: 9007199254740993
        Share: .5
        Flag: yes
        Pause: 1h30m
        Uri: http://localhost:4318/v1
        Path: etc/order.yaml
        Names: [a, "b"]
        Weights: {Critical: 6, low: 1}
        Queues:
          - Topic: t
            Offset: bytime
            Consumers: 2
          - {Topic: u}
        """;

    Everything all = parse(yaml, Everything.class);

    assertThat(all)
        .isEqualTo(
            new Everything(
                "hello",
                1000,
                9007199254740993L,
                0.5,
                true,
                Duration.ofMinutes(90),
                URI.create("http://localhost:4318/v1"),
                Path.of("etc/order.yaml"),
                List.of("a", "b"),
                Map.of("Critical", 6, "low", 1),
                List.of(new Queue("t", Offset.BY_TIME, 2), new Queue("u", Offset.FIRST, 8)),
                null));
  }

  @Test
  void json_isReadLikeYaml() {
    assertThat(parse("{\"Topic\": \"t\", \"Consumers\": 3}", Queue.class))
        .isEqualTo(new Queue("t", Offset.FIRST, 3));
  }

  record Password(String pass) {}

  @Test
  void text_ofPlainNumberOrBoolean_keepsItsLiteralForm() {
    assertThat(parse("Pass: 0123", Password.class).pass()).isEqualTo("0123");
    assertThat(parse("Pass: 1e5", Password.class).pass()).isEqualTo("1e5");
    assertThat(parse("Pass: yes", Password.class).pass()).isEqualTo("yes");
  }

  @Test
  void key_withoutValue_countsAsAbsent() {
    assertThat(parse("Topic: t\nOffset:\nConsumers: ~", Queue.class))
        .isEqualTo(new Queue("t", Offset.FIRST, 8));
  }

  record Nested(Inner inner, Map<String, String> headers) {}

  record Inner(@Default("[]") List<String> hosts, @Default("2s") Duration pause) {}

  @Test
  void section_absentButAllDefaulted_isFilledWithDefaults() {
    assertThat(parse("", Nested.class))
        .isEqualTo(new Nested(new Inner(List.of(), Duration.ofSeconds(2)), Map.of()));
  }

  record Outer(@Inline Queue queue, @Key("Timeout") long timeoutMillis) {}

  @Test
  void inlineRecord_takesKeysOfTheSameLevel() {
    assertThat(parse("Topic: t\nTimeout: 5", Outer.class))
        .isEqualTo(new Outer(new Queue("t", Offset.FIRST, 8), 5));
  }

  record Conflict(@Inline Queue queue, String topic) {}

  @Test
  void inlineRecord_withAKeyOfItsOwner_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("Topic: t", Conflict.class))
        .withMessageContaining("has the key Topic twice");
  }

  record Unsupported(Object any) {}

  @Test
  void record_ofUnsupportedType_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("Any: t", Unsupported.class))
        .withMessageContaining("java.lang.Object");
  }
}
