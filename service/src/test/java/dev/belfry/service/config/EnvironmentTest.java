package dev.belfry.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
  record Values(
      @Default("") String text,
      @Default("7") int number,
      @Default("false") boolean flag,
      @Default("[]") List<String> brokers) {}

  private final ConfigReader reader =
      ConfigReader.create()
          .withVariables(
              Map.of(
                  "PORT",
                  "9092",
                  "ON",
                  "true",
                  "EMPTY",
                  "",
                  "EVIL",
                  "a\nNumber: 1",
                  "TWO",
                  "a:1, b:2"));

  private Values parse(String yaml) {
    return reader.parse(yaml, Values.class);
  }

  @Test
  void variable_inNumberAndBoolean_isConverted() {
    Values values = parse("Number: ${PORT}\nFlag: \"${ON}\"");

    assertThat(values.number()).isEqualTo(9092);
    assertThat(values.flag()).isTrue();
  }

  @Test
  void variable_notSet_takesTheDefaultUpToTheEnd() {
    assertThat(parse("Text: ${NO_SUCH:127.0.0.1:6379}").text()).isEqualTo("127.0.0.1:6379");
    assertThat(parse("Text: http://${NO_SUCH:host}:${PORT}/x").text())
        .isEqualTo("http://host:9092/x");
    assertThat(parse("Text: ${NO_SUCH:${NOR_THIS:inner}}").text()).isEqualTo("inner");
  }

  @Test
  void variable_thatIsEmpty_isEmptyTextOrTheDefaultNumber() {
    assertThat(parse("Text: ${EMPTY:x}").text()).isEmpty();
    assertThat(parse("Number: ${EMPTY}").number()).isEqualTo(7);
  }

  @Test
  void variable_thatLooksLikeYaml_cannotChangeTheStructure() {
    assertThat(parse("Text: ${EVIL}")).isEqualTo(new Values("a\nNumber: 1", 7, false, List.of()));
  }

  @Test
  void variable_forAList_isSplitAtCommas() {
    assertThat(parse("Brokers: ${TWO}").brokers()).containsExactly("a:1", "b:2");
    assertThat(parse("Brokers: [\"${PORT}\"]").brokers()).containsExactly("9092");
  }

  @Test
  void dollar_withoutBrace_isLiteral() {
    assertThat(parse("Text: pa$$word$x").text()).isEqualTo("pa$$word$x");
    assertThat(parse("Text: $${PORT}").text()).isEqualTo("${PORT}");
  }
}
