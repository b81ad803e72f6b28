package dev.belfry.interop.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.console.Console;
import dev.belfry.console.ConsoleConf;
import dev.belfry.interop.peer.GoMonitor;
import dev.belfry.service.Deadline;
import dev.belfry.tasks.RedisTarget;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ask Prometheus the same, and pass on what it says. */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(FilledRedis.Shared.class)
class AsynqmonMetricsTest {
  private static final String METRICS = "/api/metrics";

  private final EchoPrometheus prometheus = new EchoPrometheus();
  private GoMonitor monitor;
  private Console console;
  private Http theirs;
  private Http ours;

  @BeforeAll
  void start() {
    var filled = FilledRedis.shared();
    monitor = GoMonitor.withPrometheus(filled.redis, prometheus.uri());
    var conf = ConsoleConf.DEFAULT.toBuilder().prometheus(prometheus.uri());
    console =
        Console.builder(RedisTarget.parse(filled.redis.uri()))
            .conf(conf.build())
            .address("127.0.0.1", 0)
            .build();
    console.start();
    theirs = new Http(monitor.uri());
    ours = new Http("http://127.0.0.1:" + console.port());
  }

  @AfterAll
  void stop() {
    monitor.close();
    console.stop(Deadline.in(Duration.ofSeconds(2)));
    prometheus.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?endtime=1795412366",
        "?endtime=1795412366&duration=3600&queues=go",
        "?endtime=1795412366&duration=21601&queues=go,java",
        "?endtime=1795412366&duration=691200",
        "?endtime=1795412366&duration=2592000",
        "?endtime=1795412366&duration=30000000"
      })
  void metrics_areAskedForAndAnsweredAsByAsynqmon(String query) {
    prometheus.asked();
    var expected = theirs.get(METRICS + query);
    List<String> byThem = prometheus.asked();
    var actual = ours.get(METRICS + query);

    assertThat(prometheus.asked()).isEqualTo(byThem).hasSize(9);
    assertThat(actual.status()).isEqualTo(expected.status()).isEqualTo(200);
    assertThat(actual.json()).isEqualTo(expected.json());
  }

  @ParameterizedTest
  @ValueSource(strings = {"?duration=long", "?endtime=now"})
  void numberThatIsNone_isRefusedByBoth(String query) {
    assertThat(ours.get(METRICS + query).status()).isEqualTo(400);
    assertThat(theirs.get(METRICS + query).status()).isEqualTo(400);
  }

  @Test
  void withoutPrometheus_bothSaySo() {
    var filled = FilledRedis.shared();
    var alone = FilledRedis.console(filled.redis);
    alone.start();
    try (var without = GoMonitor.of(filled.redis)) {
      assertThat(new Http(without.uri()).get(METRICS).status()).isEqualTo(500);
      var answer = new Http("http://127.0.0.1:" + alone.port()).get(METRICS);
      assertThat(answer.status()).isEqualTo(501);
      assertThat(answer.body()).contains("no Prometheus");
    } finally {
      alone.stop(Deadline.in(Duration.ofSeconds(2)));
    }
  }
}
