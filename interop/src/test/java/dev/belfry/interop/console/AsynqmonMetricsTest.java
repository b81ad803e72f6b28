package dev.belfry.interop.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.belfry.console.Console;
import dev.belfry.console.ConsoleConf;
import dev.belfry.interop.peer.GoMonitor;
import dev.belfry.service.Deadline;
import dev.belfry.tasks.RedisTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both ask Prometheus the same and pass on what it says. What stands for Prometheus here repeats
 * the question in its answer.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(FilledRedis.Shared.class)
class AsynqmonMetricsTest {
  private static final String METRICS = "/api/metrics";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer prometheus;
  private GoMonitor monitor;
  private Console console;
  private Http theirs;
  private Http ours;

  @BeforeAll
  void start() throws IOException {
    prometheus = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    prometheus.createContext("/api/v1/query_range", this::answer);
    prometheus.start();
    String uri = "http://127.0.0.1:" + prometheus.getAddress().getPort();
    var filled = FilledRedis.shared();
    monitor = GoMonitor.withPrometheus(filled.redis, uri + "/");
    var conf = ConsoleConf.DEFAULT.toBuilder().prometheus(uri + "/");
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
    prometheus.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    // No filter is no filter, in braces too; and the order of what is asked does not matter.
    String question =
        URLDecoder.decode(exchange.getRequestURI().getRawQuery(), UTF_8)
            .replace("{}", "")
            .replace(",}", "}")
            .replaceFirst("\\{(state=\"\\w+\"),(queue=.*?)}", "{$2,$1}");
    List<String> parts = List.of(question.split("&", -1)).stream().sorted().toList();
    asked.add(String.join("&", parts));
    byte[] body =
        "{\"status\":\"success\",\"data\":{\"result\":[],\"asked\":%s}}"
            .formatted('"' + String.join("&", parts).replace("\"", "'") + '"')
            .getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
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
    asked.clear();
    var expected = theirs.get(METRICS + query);
    List<String> byThem = asked.stream().sorted().toList();
    asked.clear();
    var actual = ours.get(METRICS + query);

    assertThat(asked.stream().sorted().toList()).isEqualTo(byThem).hasSize(9);
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
