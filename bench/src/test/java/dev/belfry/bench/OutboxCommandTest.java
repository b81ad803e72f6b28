package dev.belfry.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OutboxCommandTest {

  @Test
  void h2_isOneObjectWithAllFigures_andNothingIsLost() {
    var out = new StringWriter();
    int status =
        new CommandLine(new BenchCommand())
            .setOut(new PrintWriter(out))
            .execute(
                "outbox",
                "--database",
                "H2",
                "--load",
                "BOTH",
                "--transactions",
                "400",
                "--writers",
                "4",
                "--relays",
                "2");

    assertThat(status).isZero();
    assertThat(out.toString())
        .startsWith("{\"machine\":")
        .contains(
            "\"bareOrdersPerSecond\":",
            "\"writtenPerSecond\":",
            "\"relayedPerSecond\":",
            "\"throughPerSecond\":",
            "\"delayMsMean\":",
            "\"delayMsMax\":",
            "\"lost\":0");
  }
}
