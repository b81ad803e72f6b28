package dev.belfry.console.browser;

import dev.belfry.console.Console;
import dev.belfry.console.ConsoleConf;
import dev.belfry.console.ConsoleConf.AccessConf;
import dev.belfry.console.ConsoleConf.Anonymous;
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
 * What the browser looks at: a Redis with tasks in all states, servers at work, schedules, services
 * well and ill, and consoles on it: one for everybody, one with a login, one that is read-only and
 * below a base path.
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
    uris.put("BELFRY_URL", console(target, conf("", false, "", services.conf())));
    uris.put("BELFRY_LOGIN_URL", console(target, conf("", false, usersFile(), List.of())));
    uris.put("BELFRY_READONLY_URL", console(target, conf("/ops/belfry", true, "", List.of())));
  }

  /** What the browser tests read: the addresses of the consoles, a user and his password. */
  Map<String, String> environment() {
    var all = new LinkedHashMap<>(uris);
    all.put("BELFRY_USER", USER);
    all.put("BELFRY_PASSWORD", PASSWORD);
    return all;
  }

  private String console(RedisTarget target, ConsoleConf conf) {
    var console = Console.builder(target).conf(conf).build();
    run(console);
    return console.uri();
  }

  private static ConsoleConf conf(
      String basePath, boolean readOnly, String usersFile, List<ConsoleConf.ServiceConf> services) {
    var plain = ConsoleConf.DEFAULT;
    var access = plain.access();
    return new ConsoleConf(
        "127.0.0.1",
        0,
        basePath,
        List.of(),
        readOnly,
        plain.maxBody(),
        new AccessConf(
            Anonymous.AUTO, usersFile, access.session(), false, access.oidc(), access.proxy()),
        List.of(),
        services,
        List.of(),
        "",
        plain.sampling());
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
