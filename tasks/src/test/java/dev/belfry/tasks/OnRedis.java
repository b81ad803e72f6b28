package dev.belfry.tasks;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.service.Deadline;
import dev.belfry.service.Service;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Gives each test a Redis of its own that survives being killed, and stops what the test started.
 */
public abstract class OnRedis {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

  static {
    // No more than a limit to hopelessness: a machine may be busy with other things.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
  }

  protected final EmbeddedRedis redis = EmbeddedRedis.builder().appendOnly().build();
  private final List<Service> started = new ArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private TaskClient client;
  private TaskInspector inspector;
  private RedisCommands<String, String> raw;

  @BeforeEach
  void startRedis() {
    redis.start();
    client = open(TaskClient.connect(target()));
    inspector = open(TaskInspector.connect(target()));
    RedisClient lettuce = RedisClient.create(redis.uri());
    open(lettuce::shutdown);
    raw = lettuce.connect().sync();
  }

  @AfterEach
  void stopAll() throws Exception {
    for (Service service : started.reversed()) {
      service.stop(Deadline.in(STOP_LIMIT));
    }
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
    redis.close();
  }

  protected RedisTarget target() {
    return RedisTarget.parse(redis.uri());
  }

  protected TaskClient client() {
    return client;
  }

  protected TaskInspector inspector() {
    return inspector;
  }

  protected TaskServer.Builder server(TaskHandler handler) {
    return TaskServer.builder(target()).handler(handler);
  }

  /** Starts a service that is stopped after the test unless the test does it. */
  protected <S extends Service> S start(S service) throws Exception {
    service.start();
    started.add(service);
    return service;
  }

  protected void stop(Service service, Duration limit) throws Exception {
    started.remove(service);
    service.stop(Deadline.in(limit));
  }

  protected <C extends AutoCloseable> C open(C closeable) {
    opened.add(closeable);
    return closeable;
  }

  /** Redis itself, to look behind the scenes. */
  protected RedisCommands<String, String> raw() {
    return raw;
  }

  protected TaskState state(TaskInfo task) {
    return inspector.task(task.queue(), task.id()).orElseThrow().state();
  }

  protected boolean isGone(TaskInfo task) {
    return inspector.task(task.queue(), task.id()).isEmpty();
  }
}
