package dev.belfry.interop.conformance;

import static dev.belfry.interop.store.GoTask.task;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.interop.store.GoQueue;
import dev.belfry.interop.store.GoTask;
import dev.belfry.interop.store.Store;
import dev.belfry.service.Deadline;
import dev.belfry.service.Service;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskHandler;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskServer;
import dev.belfry.tasks.internal.redis.Ack;
import dev.belfry.tasks.internal.redis.LeasedTask;
import dev.belfry.tasks.internal.redis.RedisBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The conformance cases of asynq's format. Each test is named by its case: what it is given is
 * written to Redis as asynq does, Belfry or asynq acts, and what Redis then holds is compared.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class Conformance {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final long LEASE = 30;
  static final long DAY = 86_400;
  static final long DAYS_90 = 90 * DAY;

  private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

  final EmbeddedRedis redis = EmbeddedRedis.create();
  private final List<Service> started = new ArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  Store store;
  GoQueue q1;
  RedisBroker broker;
  TaskClient client;
  TaskInspector inspector;

  @BeforeAll
  void startRedis() {
    redis.start();
    store = new Store(redis);
    q1 = store.queue("q1");
  }

  /** What Belfry remembers must not outlive the store that it remembers. */
  @BeforeEach
  void begin() {
    store.clear();
    broker = open(RedisBroker.connect(target()));
    client = open(TaskClient.connect(target()));
    inspector = open(TaskInspector.connect(target()));
  }

  @AfterEach
  void end() throws Exception {
    for (Service service : List.copyOf(started).reversed()) {
      stop(service, STOP_LIMIT);
    }
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
    opened.clear();
  }

  @AfterAll
  void stopRedis() {
    store.close();
    redis.close();
  }

  RedisTarget target() {
    return RedisTarget.parse(redis.uri());
  }

  /** Closes it after the case. */
  <C extends AutoCloseable> C open(C closeable) {
    opened.add(closeable);
    return closeable;
  }

  /** Starts a service that is stopped after the case unless the case does it. */
  <S extends Service> S start(S service) throws Exception {
    service.start();
    started.add(service);
    return service;
  }

  void stop(Service service, Duration limit) throws Exception {
    started.remove(service);
    service.stop(Deadline.in(limit));
  }

  /** A server of {@code q1} with ten slots. */
  TaskServer.Builder server(TaskHandler handler) {
    return TaskServer.builder(target()).queues(Map.of("q1", 1)).handler(handler);
  }

  /** Gives Belfry a task that Go enqueued. */
  LeasedTask taken(GoTask task) {
    q1.registered().pending(task);
    return broker.dequeue("q1", 1, "conformance").tasks().getFirst();
  }

  LeasedTask taken(String id) {
    return taken(task(id));
  }

  Ack.Result acknowledge(Ack ack) {
    return broker.acknowledge("q1", List.of(ack)).getFirst();
  }

  Ack.Result done(LeasedTask task) {
    return acknowledge(new Ack.Done(task.lease(), task.message()));
  }

  Ack.Result archive(LeasedTask task, String error) {
    return acknowledge(new Ack.Archive(task.lease(), task.message(), error));
  }
}
