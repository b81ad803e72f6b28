package dev.belfry.console.browser;

import static dev.belfry.tasks.TaskOption.group;
import static dev.belfry.tasks.TaskOption.maxRetry;
import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.queue;
import static dev.belfry.tasks.TaskOption.retention;
import static dev.belfry.tasks.TaskOption.taskId;
import static dev.belfry.tasks.TaskOption.timeout;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.belfry.service.Service;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.PeriodicTaskManager;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.ScheduleEntry;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskContext;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskMux;
import dev.belfry.tasks.TaskOption;
import dev.belfry.tasks.TaskScheduler;
import dev.belfry.tasks.TaskServer;
import dev.belfry.tasks.TaskState;
import io.lettuce.core.RedisClient;
import java.net.ConnectException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Puts tasks of all states into a Redis, with names that are hard on addresses and pages. */
final class SceneTasks {
  /** Queues, ids and groups with such names must work on every page. */
  static final String NASTY = "a/b ?#%:{c} 中文 <img src=x onerror=alert(1)>";

  static final String SCRIPT = "<script>alert(1)</script>";
  private static final Duration FAR = Duration.ofHours(6);
  private static final Duration KEPT = Duration.ofHours(24);
  private static final int HISTORY_DAYS = 9;

  private final RedisTarget target;
  private final Consumer<Service> run;
  private final TaskClient client;
  private final TaskInspector inspector;
  private final CountDownLatch never = new CountDownLatch(1);

  SceneTasks(RedisTarget target, Consumer<Service> run, Consumer<AutoCloseable> opened) {
    this.target = target;
    this.run = run;
    client = TaskClient.connect(target);
    inspector = TaskInspector.connect(target);
    opened.accept(client);
    opened.accept(inspector);
  }

  record Order(String sn, int user, String name, long cents, List<String> tags) {}

  void fill() {
    serve(Map.of("critical", 6, "default", 3, "email", 1), 4);
    serve(Map.of("slow", 1), 2);
    serve(Map.of(NASTY, 1), 1);
    finishSome();
    nasty();
    keepBusy();
    waiting();
    schedules();
    raw();
  }

  private void serve(Map<String, Integer> queues, int concurrency) {
    var mux =
        new TaskMux()
            .decide("email:", this::succeed)
            .decide("payment:", this::refuse)
            .decide(
                "report:", (task, context) -> Outcome.archive("no rows since 03:00, see " + SCRIPT))
            .handle("image:", (task, context) -> never.await());
    run.accept(
        TaskServer.builder(target)
            .queues(queues)
            .concurrency(concurrency)
            .handler(mux)
            .retryDelay(
                (retried, error, task) -> retried < 2 ? Duration.ofMillis(10) : Duration.ofHours(1))
            .delayedTaskCheckInterval(Duration.ofMillis(200))
            .build());
  }

  private Outcome succeed(Task task, TaskContext context) {
    context.writeResult("{\"sent\":true,\"provider\":\"smtp-2\"}".getBytes(UTF_8));
    return Outcome.done();
  }

  private Outcome refuse(Task task, TaskContext context) throws ConnectException {
    throw new ConnectException("connection refused: bank-gw.internal:443, try " + context.taskId());
  }

  private void add(String queue, String type, String id, TaskOption... more) {
    String name = queue.equals(NASTY) ? "林小明 " + SCRIPT : "林小明";
    var order = new Order("HSO" + id, 42, name, 12_900, List.of("vip", "cn"));
    Task task =
        Task.of(type, order)
            .withHeader("tenant", "cn-hangzhou")
            .with(queue(queue), taskId(id), timeout(Duration.ofMinutes(30)));
    client.enqueue(task, more);
  }

  private void many(String queue, String type, int count, TaskOption... more) {
    IntStream.range(0, count).forEach(n -> add(queue, type, type.replace(':', '-') + n, more));
  }

  private void finishSome() {
    many("email", "email:welcome", 24, retention(KEPT));
    many("critical", "payment:refund", 9, maxRetry(5));
    many("default", "report:daily", 7);
    awaitCount("email", TaskState.COMPLETED, 24);
    awaitCount("critical", TaskState.RETRY, 9);
    awaitCount("default", TaskState.ARCHIVED, 7);
  }

  /** One task in each state, all with a name that has it all. */
  private void nasty() {
    add(NASTY, "email:" + SCRIPT, NASTY + " done", retention(KEPT));
    add(NASTY, "payment:" + SCRIPT, NASTY + " failed", maxRetry(9));
    add(NASTY, "report:" + SCRIPT, NASTY + " archived");
    awaitCount(NASTY, TaskState.COMPLETED, 1);
    awaitCount(NASTY, TaskState.RETRY, 1);
    awaitCount(NASTY, TaskState.ARCHIVED, 1);
    add(NASTY, "image:" + SCRIPT, NASTY + " active");
    awaitCount(NASTY, TaskState.ACTIVE, 1);
    add(NASTY, "email:" + SCRIPT, NASTY + " pending");
    add(NASTY, "email:" + SCRIPT, NASTY + " scheduled", processIn(FAR));
    add(NASTY, "email:" + SCRIPT, NASTY + " grouped", group(NASTY));
  }

  /** All workers are taken from here on: what is made pending stays so. */
  private void keepBusy() {
    many("critical", "image:resize", 4);
    awaitCount("critical", TaskState.ACTIVE, 4);
    many("slow", "image:scan", 2, maxRetry(0));
    awaitCount("slow", TaskState.ACTIVE, 2);
  }

  private void waiting() {
    many("critical", "homestay:order:close", 130);
    many("critical", "homestay:order:remind", 40, processIn(FAR));
    many("default", "stats:collect", 60);
    many("default", "audit:export", 12, group("user:42"));
    many("email", "email:digest", 18, processIn(FAR));
    many("payments:settle", "payment:settle", 35);
    many("low", "image:thumbnail", 20);
    many("to-be-moved", "stats:move", 3);
    many("to-be-deleted-wide", "stats:delete", 3);
    many("to-be-deleted-phone", "stats:delete", 3);
    client.enqueue(
        Task.of("pdf:render", new byte[] {0, 1, 2, -1, -2, 'P', 'D', 'F'})
            .with(queue("low"), taskId("binary")));
    inspector.pause("low");
    // Nothing that needs attention, so that the pictures show what does.
    inspector.pause("to-be-deleted-wide");
    inspector.pause("to-be-deleted-phone");
  }

  private void schedules() {
    run.accept(
        TaskScheduler.builder(target)
            .zone(ZoneId.of("Asia/Shanghai"))
            .register("0 3 * * *", Task.of("report:daily"), maxRetry(3))
            .register("@every 5m", Task.of("stats:collect"), queue("low"))
            .build());
    var book = inspector.schedules();
    book.create(
        ScheduleEntry.builder("30 8 * * 1", Task.of("email:digest"))
            .name("monday digest")
            .options(queue("email"))
            .build());
    book.create(ScheduleEntry.builder("0 0 1 * *", Task.of("payment:invoice")).name(NASTY).build());
    book.pause(NASTY);
    run.accept(PeriodicTaskManager.builder(target).book(book).build());
  }

  /** Days that are over, and an id that a crash has left behind. */
  private void raw() {
    var lettuce = RedisClient.create("redis://" + target.host() + ":" + target.port());
    try (var connection = lettuce.connect()) {
      var redis = connection.sync();
      for (int day = 1; day <= HISTORY_DAYS; day++) {
        String date = LocalDate.now(ZoneOffset.UTC).minusDays(day).toString();
        redis.set("asynq:{critical}:processed:" + date, String.valueOf(900 + day * 137 % 410));
        redis.set("asynq:{critical}:failed:" + date, String.valueOf(day * 53 % 90));
      }
      redis.rpush("asynq:{payments:settle}:pending", "left-behind-wide", "left-behind-phone");
    } finally {
      lettuce.shutdown();
    }
  }

  private void awaitCount(String queue, TaskState state, long count) {
    await(queue + " has " + count + " " + state)
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            inspector.queues().contains(queue)
                && inspector.queueCounts(queue).getOrDefault(state, 0L) >= count);
  }
}
