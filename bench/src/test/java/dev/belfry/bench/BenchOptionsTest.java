package dev.belfry.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchOptionsTest {
  private static final String GOOD = "--redis redis://127.0.0.1:6379 --log /tmp/never-written.log ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "                          | Say which benchmark to run",
        "worker --log l            | --redis=URI",
        "worker --redis nowhere    | not a Redis address",
        "worker GOOD --queues a=0  | 'a=0' is no queue with a priority",
        "worker GOOD --queues a,a  | queue 'a' is named twice",
        "worker GOOD --sleep 3     | '3' is no duration",
        "worker GOOD --fail 1.5    | --fail must lie between 0 and 1",
        "worker GOOD --fail NaN    | --fail must lie between 0 and 1",
        "worker GOOD --prefetch -1 | --prefetch must be at least 0",
        "worker GOOD --concurrency 0 | --concurrency must be at least 1",
        "tasks --redis redis://127.0.0.1 --n 0 | --n must be at least 1",
        "tasks --redis redis://127.0.0.1 --scenario nap | --scenario does not know 'nap'",
        "tasks --json | --redis=URI",
        "compare --match sleep | --match does not know 'sleep'",
        "console --rounds 0 | --rounds must be at least 1, not 0",
        "compare --rounds 0 | --rounds must be at least 1, not 0",
        "compare --waiting=-1 | --waiting must be at least 0, not -1",
        "tasks --redis redis://127.0.0.1 --payload 11 | --payload must be at least 12, not 11",
        "consumer --parallelism 0 | --parallelism must be at least 1, not 0",
        "producer --kafka k:1 --topic t --rate 0 | --rate must be more than 0, not 0",
        "outbox --relays 0 | --relays must be at least 1, not 0",
        "faults --parallel 0 | --parallel must be at least 1, not 0",
        "faults kafka --keys 0 | --keys must be at least 1, not 0",
        "faults kafka --rebalance 0 | --rebalance must be more than 0",
        "kafka | Say what to measure",
        "kafka noop --messages 0 | --messages must be at least 1, not 0",
        "kafka slow --parallelism none | 'none' is not an int",
        "kafka failures --rate 0 | --rate must be at least 1, not 0",
        "worker --redis redis://127.0.0.1 --log /no/such/folder/l | --log cannot be written"
      })
  void badOptions_areAWrongCallWithTheReason(String call, String reason) {
    var err = new StringWriter();
    String options = call == null ? "" : call.replace("GOOD", GOOD).strip();

    int status =
        new CommandLine(new BenchCommand())
            .setErr(new PrintWriter(err))
            .execute(options.isEmpty() ? new String[0] : options.split(" +", -1));

    assertThat(err.toString()).contains(reason);
    assertThat(status).isEqualTo(2);
  }
}
