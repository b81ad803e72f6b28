package dev.belfry.interop.console;

import static org.assertj.core.api.Assertions.assertThat;

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
  private Both both;

  @BeforeAll
  void start() {
    both = Both.withPrometheus(FilledRedis.shared().redis, prometheus.uri());
  }

  @AfterAll
  void stop() {
    both.close();
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
    var expected = both.theirs.get(METRICS + query);
    List<String> byThem = prometheus.asked();
    var actual = both.ours.get(METRICS + query);

    assertThat(prometheus.asked()).isEqualTo(byThem).hasSize(9);
    assertThat(actual.status()).isEqualTo(expected.status()).isEqualTo(200);
    assertThat(actual.json()).isEqualTo(expected.json());
  }

  @ParameterizedTest
  @ValueSource(strings = {"?duration=long", "?endtime=now"})
  void numberThatIsNone_isRefusedByBoth(String query) {
    assertThat(both.ours.get(METRICS + query).status()).isEqualTo(400);
    assertThat(both.theirs.get(METRICS + query).status()).isEqualTo(400);
  }

  @Test
  void withoutPrometheus_bothSaySo() {
    var redis = FilledRedis.shared().redis;
    try (var without = Both.on(redis, redis)) {
      assertThat(without.theirs.get(METRICS).status()).isEqualTo(500);
      var answer = without.ours.get(METRICS);
      assertThat(answer.status()).isEqualTo(501);
      assertThat(answer.body()).contains("no Prometheus");
    }
  }
}
