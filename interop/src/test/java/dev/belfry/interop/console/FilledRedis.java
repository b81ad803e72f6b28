package dev.belfry.interop.console;

import static dev.belfry.interop.store.GoTask.task;
import static dev.belfry.tasks.TaskOption.deadline;
import static dev.belfry.tasks.TaskOption.group;
import static dev.belfry.tasks.TaskOption.maxRetry;
import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.queue;
import static dev.belfry.tasks.TaskOption.retention;
import static dev.belfry.tasks.TaskOption.taskId;
import static dev.belfry.tasks.TaskOption.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.interop.peer.GoClient;
import dev.belfry.interop.peer.GoClient.Order;
import dev.belfry.interop.peer.GoProgram;
import dev.belfry.interop.peer.GoScheduler;
import dev.belfry.interop.peer.GoServer;
import dev.belfry.interop.store.Store;
import dev.belfry.service.Deadline;
import dev.belfry.service.Service;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.RetryDelay;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskContext;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskOption;
import dev.belfry.tasks.TaskScheduler;
import dev.belfry.tasks.TaskServer;
import dev.belfry.tasks.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Redis with tasks in all seven states: two of each in the queue {@code go}, where a client and a
 * server of Go put them, and two in {@code java}, where Belfry's did. A server, a scheduler and the
 * tasks that run are alive on both sides. There are also a queue with hard names, one with tasks
 * that are hard to show, and an empty one. Made once for all classes of this package.
 */
final class FilledRedis implements AutoCloseable {
  /** All that is hard in a name, but for the slash, which asynqmon cannot route. */
  static final String ODD = "o ?#%:{}中文";

  static final List<String> QUEUES = List.of("go", "java", ODD, "hard", "empty", "ticks");

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static volatile @Nullable FilledRedis shared;

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  final EmbeddedRedis redis = EmbeddedRedis.create();
  final Store store;
  private final TaskClient client;
  private final TaskInspector inspector;
  private final GoClient go;

  private FilledRedis() {
    redis.start();
    opened.add(redis);
    go = open(new GoClient(redis));
    store = open(new Store(redis));
    client = open(TaskClient.connect(target()));
    inspector = open(TaskInspector.connect(target()));
  }

  /** Makes it when the first class begins, and ends it after the last one. */
  static final class Shared implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      // Without Go, the classes are skipped, and not this once.
      GoProgram.path();
      context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .computeIfAbsent(FilledRedis.class, any -> made(), FilledRedis.class);
    }
  }

  /** The one that {@link Shared} made. */
  static FilledRedis shared() {
    return Objects.requireNonNull(shared);
  }

  private static FilledRedis made() {
    var filled = new FilledRedis();
    try {
      filled.fill();
    } catch (RuntimeException | Error e) {
      filled.close();
      throw e;
    }
    shared = filled;
    return filled;
  }

  RedisTarget target() {
    return RedisTarget.parse(redis.uri());
  }

  private void fill() {
    var setup = GoServer.Setup.of(Map.of("go", 1)).concurrency(2).retryAfter(HOUR);
    // Their own way to end would wait for the tasks that hang.
    opened.add(new GoServer(redis, setup)::kill);
    opened.add(gate::countDown);
    run(javaServer());
    for (int i = 1; i <= 2; i++) {
      onGo("completed", i, "done%d", order -> order.retention(HOUR));
      onGo("retry", i, "{\"fail\":9,\"n\":%d}", order -> order);
      onGo("archived", i, "{\"fail\":9,\"n\":%d}", order -> order.maxRetry(0));
      onGo("scheduled", i, "later%d", order -> order.processIn(HOUR));
      onGo("aggregating", i, "many%d", order -> order.group("g"));
      onJava("completed", i, retention(HOUR));
      onJava("retry", i, deadline(Instant.now().plus(HOUR)));
      onJava("archived", i, maxRetry(0));
      onJava("scheduled", i, processIn(HOUR));
      onJava("aggregating", i, group("g"));
    }
    awaitEach("go", TaskState.COMPLETED, TaskState.RETRY, TaskState.ARCHIVED);
    awaitEach("java", TaskState.COMPLETED, TaskState.RETRY, TaskState.ARCHIVED);
    for (int i = 1; i <= 2; i++) {
      onGo("active", i, "{\"hang\":true,\"n\":%d}", order -> order);
      onJava("active", i);
    }
    awaitEach("go", TaskState.ACTIVE);
    awaitEach("java", TaskState.ACTIVE);
    for (int i = 1; i <= 2; i++) {
      onGo("pending", i, "waits%d", order -> order);
      onJava("pending", i);
    }
    odd();
    hard();
    schedulers();
    await().atMost(PATIENCE).until(this::workersAreShown);
  }

  private TaskServer javaServer() {
    return TaskServer.builder(target())
        .queues(Map.of("java", 1))
        .concurrency(2)
        .retryDelay(RetryDelay.fixed(HOUR))
        .handler(this::handle)
        .build();
  }

  private Outcome handle(Task task, TaskContext context) throws InterruptedException {
    switch (task.type()) {
      case "active" -> gate.await();
      case "retry", "archived" -> throw new IllegalStateException("no luck with <b>" + task.type());
      default -> context.writeResult("done in Java".getBytes(UTF_8));
    }
    return Outcome.done();
  }

  private void onGo(String state, int i, String payload, UnaryOperator<Order> options) {
    go.enqueue(
        options.apply(
            Order.of(state, payload.formatted(i))
                .queue("go")
                .taskId(state + i)
                .unique(HOUR)
                .header("side", "go")));
  }

  private void onJava(String state, int i, TaskOption... options) {
    client.enqueue(
        Task.of(state, ("{\"n\":" + i + "}").getBytes(UTF_8))
            .with(queue("java"), taskId(state + i), unique(HOUR)),
        options);
  }

  /** Tasks to act on. */
  void addPages() {
    for (String id : List.of("first", "second")) {
      client.enqueue(Task.of("page"), queue("pages"), taskId(id), processIn(HOUR));
    }
  }

  private void odd() {
    for (String id : List.of("pending", "archived")) {
      client.enqueue(Task.of(ODD), queue(ODD), taskId(ODD + id));
    }
    inspector.archive(ODD, ODD + "archived");
    client.enqueue(Task.of(ODD), queue(ODD), taskId(ODD + "later"), processIn(HOUR));
    client.enqueue(Task.of(ODD), queue(ODD), taskId(ODD + "grouped"), group(ODD));
    inspector.pause(ODD);
  }

  private void hard() {
    byte[][] payloads = {{}, {' ', ' '}, {0, 1, -1}, "中文 \u00a0".getBytes(UTF_8), {'a', '\n'}};
    for (int i = 0; i < payloads.length; i++) {
      client.enqueue(Task.of("hard", payloads[i]), queue("hard"), taskId("payload" + i));
    }
    var hard = store.queue("hard");
    long now = store.second();
    hard.active(task("orphan"), now - 3600);
    hard.in("scheduled", task("overdue"), now - 60);
    hard.in("archived", task("by-hand"), now - 60);
    hard.in(
        "retry",
        task("failed")
            .with("error_msg", "<b>no</b>")
            .with("retried", 3)
            .with("last_failed_at", now - 60),
        now + 3600);
    client.enqueue(Task.of("gone"), queue("empty"), taskId("gone"));
    inspector.delete("empty", "gone");
  }

  /** Each fires once, since its task is still locked whenever it would fire again. */
  private void schedulers() {
    open(
        new GoScheduler(
            redis, "@every 1s", Order.of("tick:go", "t").queue("ticks").maxRetry(3).unique(HOUR)));
    run(
        TaskScheduler.builder(target())
            .register("@every 1s", Task.of("tick:java"), queue("ticks"), unique(HOUR))
            .build());
    await()
        .atMost(PATIENCE)
        .until(() ->
            inspector.queues().contains("ticks")
                && inspector.queueCounts("ticks").getOrDefault(TaskState.PENDING, 0L) == 2);
  }

  private boolean workersAreShown() {
    return inspector.servers().size() == 2
        && inspector.servers().stream().allMatch(server -> server.workers().size() == 2)
        && inspector.schedulerEntries().size() == 2;
  }

  private void awaitEach(String queue, TaskState... states) {
    await()
        .atMost(PATIENCE)
        .until(() ->
            List.of(states).stream()
                .allMatch(state -> inspector.queueCounts(queue).getOrDefault(state, 0L) == 2));
  }

  private <C extends AutoCloseable> C open(C closeable) {
    opened.add(closeable);
    return closeable;
  }

  private void run(Service service) {
    opened.add(() -> service.stop(Deadline.in(Duration.ofSeconds(2))));
    try {
      service.start();
    } catch (Exception e) {
      throw new IllegalStateException(service.name() + " does not start", e);
    }
  }

  @Override
  public void close() {
    for (AutoCloseable each : opened.reversed()) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
