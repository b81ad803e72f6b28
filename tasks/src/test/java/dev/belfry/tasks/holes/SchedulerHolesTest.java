package dev.belfry.tasks.holes;

import static dev.belfry.tasks.TaskOption.header;
import static dev.belfry.tasks.TaskOption.maxRetry;
import static dev.belfry.tasks.TaskOption.queue;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.tasks.CatchUp;
import dev.belfry.tasks.OnRedis;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.PeriodicTaskManager;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.ScheduleEntry;
import dev.belfry.tasks.ScheduleListener;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskException;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskScheduler;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.TaskStoreException;
import dev.belfry.tasks.internal.wire.SchedulerEntry;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What Go's scheduler does wrong, item by item. */
class SchedulerHolesTest extends OnRedis {
  private static final Task TICK = Task.of("tick");
  private static final String MARK = "belfry:{cron}:fire:tick";

  private final List<String> runs = new CopyOnWriteArrayList<>();

  @Test
  void e1_threeSchedulersAndTasksThatAreGoneAtOnce_eachMomentFiresOnce() throws Exception {
    start(
        server(
                (task, context) -> {
                  runs.add(context.taskId());
                  return Outcome.done();
                })
            .queues(Map.of("cron", 1))
            .build());
    for (int i = 0; i < 3; i++) {
      start(scheduler(everySecond()));
    }

    await().until(() -> runs.size() >= 4);

    List<String> seen = List.copyOf(runs);
    assertThat(seen).doesNotHaveDuplicates();
    assertThat(seconds(seen.getLast()) - seconds(seen.getFirst())).isEqualTo(seen.size() - 1);
  }

  @Test
  void e1_taskOfAFireIsArchived_laterMomentsFire() throws Exception {
    start(server((task, context) -> Outcome.archive("broken")).queues(Map.of("cron", 1)).build());
    start(scheduler(everySecond()));

    await().until(() -> inspector().queueCounts("cron").get(TaskState.ARCHIVED) >= 3);
  }

  @Test
  void e2_schedulerDiesWithoutAWord_itsHistoryEnds() throws Exception {
    start(scheduler(everySecond()));

    await().until(() -> !raw().keys("asynq:scheduler_history:*").isEmpty());
    String history = raw().keys("asynq:scheduler_history:*").getFirst();
    assertThat(raw().ttl(history)).isPositive();
  }

  @Test
  void e2_unregister_forgetsTheHistory() throws Exception {
    TaskScheduler scheduler = start(scheduler(everySecond()));
    await().until(() -> !raw().keys("asynq:scheduler_history:*").isEmpty());

    scheduler.unregister("tick");

    assertThat(scheduler.entries()).isEmpty();
    await().until(() -> raw().keys("asynq:scheduler_history:*").isEmpty());
  }

  @Test
  void e2_deploy_lastFireStaysKnown() throws Exception {
    Instant lastFire = Instant.ofEpochSecond(second() - 3600);
    raw().hset(MARK, "moment", String.valueOf(lastFire.getEpochSecond()));
    raw().hset(MARK, "fired", String.valueOf(lastFire.getEpochSecond()));

    start(scheduler(entry("@yearly").build()));

    assertThat(listed().previous()).isEqualTo(lastFire);
  }

  @Test
  void e3_entriesThatDifferInTheTasksOwnOptionsOrHeaders_areDifferent() throws Exception {
    PeriodicTaskManager manager =
        start(
            PeriodicTaskManager.builder(target())
                .provider(entries -> {
                  entries.add("@daily", TICK);
                  entries.add("@daily", TICK.with(maxRetry(1)));
                  entries.add("@daily", TICK, maxRetry(2));
                  entries.add("@daily", TICK.withHeader("tenant", "a"));
                  entries.add("@daily", TICK, header("tenant", "b"));
                  // Without separators these two would be one.
                  entries.add("@daily", Task.of("ab", "c".getBytes(UTF_8)));
                  entries.add("@daily", Task.of("a", "bc".getBytes(UTF_8)));
                })
                .build());

    assertThat(manager.entries()).hasSize(7);
  }

  @Test
  void e3_duplicatesAndBadEntries_areLeftOutAndTheOthersCount() throws Exception {
    PeriodicTaskManager manager =
        start(
            PeriodicTaskManager.builder(target())
                .provider(entries -> {
                  entries.add("@daily", TICK);
                  entries.add("@daily", TICK);
                  entries.add("* * * *", TICK);
                  entries.add(missing());
                  entries.add("@hourly", TICK);
                })
                .build());

    assertThat(manager.entries().values())
        .extracting(entry -> entry.schedule().toString())
        .containsExactlyInAnyOrder("@daily", "@hourly");
  }

  @Test
  void e3_anotherEntryChanges_phaseOfAnIntervalStays() throws Exception {
    var provided = new CopyOnWriteArrayList<>(List.of("@every 3h", "@daily"));
    PeriodicTaskManager manager =
        start(
            PeriodicTaskManager.builder(target())
                .provider(entries -> provided.forEach(spec -> entries.add(spec, TICK)))
                .build());
    Map<String, ScheduleEntry> before = manager.entries();

    provided.set(1, "@weekly");
    manager.refresh();

    await().until(() -> !manager.entries().equals(before));
    assertThat(manager.entries().keySet()).containsAnyElementsOf(before.keySet());
    await().until(() -> listedNext("@every 3h") != null);
    assertThat(listedNext("@every 3h").getEpochSecond() % Duration.ofHours(3).toSeconds()).isZero();
  }

  @Test
  void e4_missedMoments_areMadeUpForAsTheEntrySays() throws Exception {
    long missedSince = second() - Duration.ofHours(5).toSeconds();
    for (String name : List.of("none", "once", "all")) {
      raw().hset("belfry:{" + name + "}:fire:" + name, "moment", String.valueOf(missedSince));
    }
    start(
        scheduler(
            hourly("none", CatchUp.skip()),
            hourly("once", CatchUp.fireOnce()),
            hourly("all", CatchUp.fireAll(3))));

    await().until(() -> raw().llen("asynq:{all}:pending") >= 3);
    await().until(() -> raw().llen("asynq:{once}:pending") >= 1);
    await().until(() -> raw().keys("asynq:schedulers:*").size() == 1);
    List<Long> made =
        raw().lrange("asynq:{all}:pending", 0, -1).reversed().stream()
            .map(SchedulerHolesTest::seconds)
            .toList();
    long last = seconds(raw().lrange("asynq:{once}:pending", 0, -1).getFirst());
    assertThat(made).containsExactly(last - 7200, last - 3600, last);
    assertThat(second() - last).isBetween(0L, 3600L);
    assertThat(raw().exists("asynq:{none}:pending")).isZero();
  }

  @Test
  void e4_start_tellsOfTheEntriesAtOnce() throws Exception {
    start(scheduler(entry("@yearly").build()));

    assertThat(listed().spec()).isEqualTo("@yearly");
    assertThat(listed().previous()).isNull();
  }

  @Test
  void e4_redisIsAwayAtTheMoment_itIsToldAndTheMomentFiresLater() throws Exception {
    var missed = new CompletableFuture<Instant>();
    var errors = new CopyOnWriteArrayList<TaskException>();
    var enqueued = new CopyOnWriteArrayList<Instant>();
    var listener =
        new ScheduleListener() {
          @Override
          public void onError(ScheduleEntry entry, Instant moment, TaskException failure) {
            errors.add(failure);
            missed.complete(moment);
          }

          @Override
          public void postEnqueue(ScheduleEntry entry, Instant moment, TaskInfo task) {
            enqueued.add(moment);
          }
        };
    RedisTarget impatient =
        RedisTarget.builder("127.0.0.1", redis.port())
            .commandTimeout(Duration.ofMillis(300))
            .build();
    start(
        TaskScheduler.builder(impatient)
            .listener(listener)
            .register(entry("@every 2s").catchUp(CatchUp.fireAll(100)).build())
            .build());
    await().until(() -> raw().hexists(MARK, "fired"));

    redis.kill();
    Instant moment = missed.get(30, TimeUnit.SECONDS);
    redis.start();

    await().until(() -> !enqueued.isEmpty() && !enqueued.getLast().isBefore(moment));
    assertThat(enqueued).contains(moment);
    assertThat(errors).hasSize(1).first().isInstanceOf(TaskStoreException.class);
  }

  private TaskScheduler scheduler(ScheduleEntry... entries) {
    TaskScheduler.Builder builder = TaskScheduler.builder(target());
    List.of(entries).forEach(builder::register);
    return builder.build();
  }

  private static ScheduleEntry everySecond() {
    return entry("@every 1s").build();
  }

  private static ScheduleEntry hourly(String name, CatchUp catchUp) {
    return ScheduleEntry.builder("@hourly", TICK)
        .name(name)
        .catchUp(catchUp)
        .options(queue(name))
        .build();
  }

  private static ScheduleEntry.Builder entry(String schedule) {
    return ScheduleEntry.builder(schedule, TICK).name("tick").options(queue("cron"));
  }

  /** What a provider written without regard to nulls may add. */
  @SuppressWarnings("NullAway")
  private static ScheduleEntry missing() {
    return null;
  }

  private static long seconds(String taskId) {
    return Long.parseLong(taskId.substring(taskId.lastIndexOf(':') + 1));
  }

  private long second() {
    return Long.parseLong(raw().time().getFirst());
  }

  /** The entry that other programs see. */
  private SchedulerEntry listed() throws Exception {
    await().until(() -> !raw().keys("asynq:schedulers:*").isEmpty());
    return allListed().getFirst();
  }

  private Instant listedNext(String spec) throws Exception {
    return allListed().stream()
        .filter(entry -> entry.spec().equals(spec))
        .map(SchedulerEntry::next)
        .findFirst()
        .orElse(null);
  }

  private List<SchedulerEntry> allListed() throws Exception {
    RedisClient client = RedisClient.create(redis.uri());
    try {
      var bytes = client.connect(ByteArrayCodec.INSTANCE).sync();
      var entries = new CopyOnWriteArrayList<SchedulerEntry>();
      for (byte[] key : bytes.keys("asynq:schedulers:*")) {
        for (byte[] entry : bytes.lrange(key, 0, -1)) {
          entries.add(SchedulerEntry.decode(entry));
        }
      }
      return entries;
    } finally {
      client.shutdown();
    }
  }
}
