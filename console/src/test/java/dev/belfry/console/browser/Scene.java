package dev.belfry.console.browser;

import dev.belfry.console.Console;
import dev.belfry.console.ConsoleConf;
import dev.belfry.console.internal.access.PasswordHash;
import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.service.Deadline;
import dev.belfry.service.Service;
import dev.belfry.tasks.RedisTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the browser looks at: a Redis with tasks in all states, servers at work, schedules, a Kafka
 * with dead letters, services well and ill, and consoles on it: one for everybody, one with a
 * login, one that is read-only and below a base path.
 */
final class Scene implements AutoCloseable {
  /** Of the console with a login; its role is viewer. */
  static final String USER = "vera";

  static final String PASSWORD = "let me look";

  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Map<String, String> uris = new LinkedHashMap<>();

  private Scene() {}

  /** Starts everything; close it, also after a failure. */
  static Scene start() throws Exception {
    var scene = new Scene();
    try {
      scene.open();
      return scene;
    } catch (Exception | Error e) {
      scene.close();
      throw e;
    }
  }

  private void open() throws Exception {
    var redis = EmbeddedRedis.create();
    run(redis);
    var target = RedisTarget.parse(redis.uri());
    var tasks = new SceneTasks(target, this::run, opened::add);
    tasks.fill();
    var services = new SceneServices();
    opened.add(services);
    var kafka = new SceneKafka();
    opened.add(kafka);
    kafka.start(this::run);
    var main = ConsoleConf.DEFAULT.toBuilder().kafka("main", kafka.brokers());
    services.conf().forEach(each -> main.service(each.name(), each.url()));
    uris.put("BELFRY_URL", console(target, main.build()));
    uris.put(
        "BELFRY_LOGIN_URL",
        console(target, ConsoleConf.DEFAULT.toBuilder().usersFile(usersFile()).build()));
    uris.put(
        "BELFRY_READONLY_URL",
        console(
            target, ConsoleConf.DEFAULT.toBuilder().basePath("/ops/belfry").readOnly().build()));
  }

  /** What the browser tests read: the addresses of the consoles, a user and his password. */
  Map<String, String> environment() {
    var all = new LinkedHashMap<>(uris);
    all.put("BELFRY_USER", USER);
    all.put("BELFRY_PASSWORD", PASSWORD);
    return all;
  }

  private String console(RedisTarget target, ConsoleConf conf) {
    var console = Console.builder(target).conf(conf).address("127.0.0.1", 0).build();
    run(console);
    return console.uri();
  }

  private String usersFile() throws IOException {
    Path file = Files.createTempFile("belfry-users", null);
    opened.add(() -> Files.deleteIfExists(file));
    Files.writeString(
        file, USER + ":viewer:" + PasswordHash.of(PASSWORD.toCharArray()).text() + "\n");
    return file.toString();
  }

  private void run(Service service) {
    opened.add(() -> service.stop(Deadline.in(STOP_LIMIT)));
    try {
      service.start();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(service.name() + " does not start", e);
    }
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }
}
