package dev.belfry.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

class KafkaCommandTest {

  @Test
  @Timeout(120)
  void noop_isOneObjectWithTheRateOfEachWay() {
    var out = new StringWriter();

    int status =
        new CommandLine(new BenchCommand())
            .setOut(new PrintWriter(out))
            .execute("kafka", "noop", "--messages", "2000", "--rounds", "1");

    assertThat(status).isZero();
    assertThat(out.toString())
        .startsWith("{\"machine\":")
        .contains("\"measurement\":\"noop\"", "\"barePerSecond\":", "\"partitionToBare\":")
        .contains("\"keyToBare\":");
  }
}
