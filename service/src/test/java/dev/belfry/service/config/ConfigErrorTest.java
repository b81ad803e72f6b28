package dev.belfry.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigErrorTest {
  enum Offset {
    FIRST,
    LAST
  }

  record Server(
      String name,
      @Range(min = 0, max = 65535) int port,
      @Default("first") Offset offset,
      @Default("1s") Duration pause,
      @Default("UTC") ZoneId zone,
      @Default("[]") List<String> brokers,
      @Default("") String pass,
      @Default("1") int token,
      @Default("0") double share,
      @Default("false") boolean flag) {}

  record Root(Server server) {}

  private static ConfigException failure(String yaml, Class<? extends Record> type) {
    return catchThrowableOfType(ConfigException.class, () -> Config.parse(yaml, type));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Prot: 1             | text:1:1: Prot: is unknown: did you mean Port?
          Zzzzzzzz: 1         | text:1:1: Zzzzzzzz: is unknown: accepted here are Name, Port, Offset, Pause, Zone, Brokers, Pass, Token, Share, Flag
          Offset: frist       | text:1:9: Offset: needs one of first, last, not "frist"
          Pause: 5             | text:1:8: Pause: needs a unit: a duration such as 250ms, 5.5s or 1h30m, not "5"
          Pause: 5 seconds     | text:1:8: Pause: needs a duration such as 250ms, 5.5s or 1h30m, not "5 seconds"
          Pause: -5s           | text:1:8: Pause: needs a duration such as 250ms, 5.5s or 1h30m, not "-5s"
          Zone: Asia/Shanhai  | text:1:7: Zone: needs a time zone, such as Asia/Shanghai or UTC, not "Asia/Shanhai"
          Brokers: a          | text:1:10: Brokers: needs a list, such as [a, b]
          Brokers: [a, [b]]   | text:1:14: Brokers[1]: needs text
          Brokers: [a, ~]     | text:1:14: Brokers[1]: is empty: needs text
          Share: many         | text:1:8: Share: needs a number, not "many"
          Flag: maybe         | text:1:7: Flag: needs true or false, not "maybe"
          Flag: "true"        | text:1:7: Flag: needs true or false without quotes
          Pass: [hunter2]     | text:1:7: Pass: needs text
          Token: hunter2      | text:1:8: Token: needs a whole number
          Pass: ${NO_SUCH_1}  | text:1:7: Pass: environment variable NO_SUCH_1 is not set: set it, or write ${NO_SUCH_1:default}
          Pass: ${NO_SUCH     | text:1:7: Pass: needs a } after ${, or $${ for a literal ${
          """)
  void value_thatIsWrong_isOneErrorWithPlaceAndRemedy(String line, String message) {
    assertThat(failure(line + "\nName: n\nPort: 1", Server.class)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Port: abc    | text:1:7: Port: needs a whole number from 0 to 65535, not "abc"
          Port: 1.5    | text:1:7: Port: needs a whole number from 0 to 65535, not "1.5"
          Port: 70000  | text:1:7: Port: needs a whole number from 0 to 65535, not "70000"
          Port: '80'   | text:1:7: Port: needs a whole number from 0 to 65535 without quotes
          """)
  void number_thatIsNone_isOneError(String line, String message) {
    assertThat(failure(line + "\nName: n", Server.class)).hasMessage(message);
  }

  @Test
  void file_withManyErrors_listsAllInOrder() {
    String yaml =
        """
        Server:
          Port: http
          port: 80
          Pause: soon
          Nmae: order
        """;

    ConfigException e = failure(yaml, Root.class);

    assertThat(e)
        .hasMessage(
            """
            text:1:1: Server.Name: is missing: needs text
            text:2:9: Server.Port: needs a whole number from 0 to 65535, not "http"
            text:3:3: Server.port: is given twice, first in line 2
            text:4:10: Server.Pause: needs a duration such as 250ms, 5.5s or 1h30m, not "soon"
            text:5:3: Server.Nmae: is unknown: did you mean Name?\
            """);
    assertThat(e.errors()).hasSize(5);
  }

  @Test
  void section_absentWithRequiredKeys_namesThem() {
    assertThat(failure("", Root.class))
        .hasMessageContaining("Server: is missing: needs a section with Name, Port");
  }

  @Test
  void section_thatIsAValue_isOneError() {
    assertThat(failure("Server: 5", Root.class))
        .hasMessage("text:1:9: Server: needs a section with keys below it");
  }

  @Test
  void secret_inBrokenYaml_isNotShown() {
    assertThat(failure("Name: n\nPass: *hunter2", Server.class))
        .hasMessageStartingWith("text:2:")
        .hasMessageNotContaining("hunter2");
    assertThat(failure("Name: n\nPass: 'hunter2", Server.class))
        .hasMessageContaining("is not YAML")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void secret_inTheValueOfAnotherKey_isNotShown() {
    assertThat(failure("Name: n\nPort: redis://:hunter2@localhost", Server.class))
        .hasMessageContaining("Port")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void record_thatRefusesItsValues_isAnErrorOfTheSection() {
    assertThat(failure("Name: n\nListenOn: a:1\nAuth: true", RpcServerConf.class))
        .hasMessage("text:1:1: Auth: true is not supported, remove it");
  }

  @Test
  void file_missing_saysWhereItLooked(@TempDir Path folder) {
    Path file = folder.resolve("order.yaml");

    ConfigException e =
        catchThrowableOfType(ConfigException.class, () -> Config.load(file, Root.class));

    assertThat(e).hasMessage(file + ": does not exist, looked for " + file);
  }

  @Test
  void file_ofUnknownType_saysWhichAreKnown() {
    ConfigException e =
        catchThrowableOfType(
            ConfigException.class, () -> Config.load(Path.of("order.toml"), Root.class));

    assertThat(e).hasMessage("order.toml: is not one of .yaml, .yml, .json");
  }

  @Test
  void jsonFile_withTabs_isRead(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(folder.resolve("a.json"), "{\n\t\"Name\":\t\"n\",\n\t\"Port\": 1}");

    assertThat(Config.load(file, Server.class).name()).isEqualTo("n");
  }

  @Test
  void file_withTwoDocuments_isRefused() {
    assertThat(failure("Name: a\n---\nName: b", Server.class)).hasMessageContaining("is not YAML");
  }
}
