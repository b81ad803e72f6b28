package dev.belfry.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.service.Deadline;
import dev.belfry.service.config.Config;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskInspector;
import java.net.URLEncoder;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A console on a Redis of its own. */
final class RunningConsole implements AutoCloseable {
  private final EmbeddedRedis redis = EmbeddedRedis.create();
  private final Console console;
  final TaskClient client;
  final TaskInspector inspector;
  final RedisTarget target;
  final RawHttp http;
  final OpenApi api;

  /** With settings in YAML. */
  RunningConsole(String yaml) throws Exception {
    redis.start();
    target = RedisTarget.parse(redis.uri());
    client = TaskClient.connect(target);
    inspector = TaskInspector.connect(target);
    console =
        Console.builder(target)
            .conf(Config.parse(yaml, ConsoleConf.class))
            .address("127.0.0.1", 0)
            .build();
    console.start();
    http = new RawHttp(console.port());
    api = new OpenApi();
  }

  String redisUri() {
    return redis.uri();
  }

  static String encoded(String name) {
    return URLEncoder.encode(name, UTF_8).replace("+", "%20");
  }

  /** The body of a GET of {@code /api/v1}, which must be as described. */
  JsonNode get(String path) throws Exception {
    RawHttp.Answer answer = http.get("/api/v1" + path).send();
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    api.check("get", path, answer);
    return new JsonMapper().readTree(answer.body());
  }

  /** The answer to a POST of {@code /api/v1}, which must be as described. */
  RawHttp.Answer post(String path, String json) throws Exception {
    return send("post", path, json);
  }

  RawHttp.Answer send(String method, String path, String json) throws Exception {
    RawHttp.Request request =
        http.method(method.toUpperCase(java.util.Locale.ROOT), "/api/v1" + path);
    RawHttp.Answer answer =
        (json.isEmpty() ? request.header("Content-Length", "0") : request.json(json)).send();
    api.check(method, path, answer);
    return answer;
  }

  /** The body of a POST that must be done. */
  JsonNode done(String path, String json) throws Exception {
    RawHttp.Answer answer = post(path, json);
    assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
    return answer.body().isEmpty()
        ? new JsonMapper().createObjectNode()
        : new JsonMapper().readTree(answer.body());
  }

  @Override
  public void close() {
    console.stop(Deadline.in(Duration.ofSeconds(5)));
    client.close();
    inspector.close();
    redis.close();
  }
}
