package dev.belfry.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ConsoleCommandTest {

  @Test
  void aSmallStock_isSearchedAndTold() {
    var out = new StringWriter();
    int status =
        new CommandLine(new BenchCommand())
            .setOut(new PrintWriter(out))
            .execute(
                "console",
                "--queues",
                "3",
                "--tasks",
                "2000",
                "--rounds",
                "2",
                "--pages",
                "/no/such/folder",
                "--json");

    assertThat(status).isZero();
    assertThat(out.toString())
        .startsWith("{\"queues\":3,\"tasks\":2000,\"seed\":1,")
        .contains(
            "\"firstHitMs1In100P50\":",
            "\"firstHitMsOneMax\":",
            "\"searchMsNoneP50\":",
            "\"pingMsDuringSearchesP99\":",
            "\"slowestMsOfSearches\":{")
        .doesNotContain("firstHitMsNone", "firstView");
  }
}
