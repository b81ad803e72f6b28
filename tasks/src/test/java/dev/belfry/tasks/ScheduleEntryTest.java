package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.queue;
import static dev.belfry.tasks.TaskOption.taskId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What an entry, its policies and those who look after it can do. */
class ScheduleEntryTest extends OnRedis {
  private static final Task TICK = Task.of("tick");

  private final List<String> told = new CopyOnWriteArrayList<>();

  private final ScheduleListener listener =
      new ScheduleListener() {
        @Override
        public void preEnqueue(ScheduleEntry entry, Instant moment) {
          told.add("pre");
        }

        @Override
        public void postEnqueue(ScheduleEntry entry, Instant moment, TaskInfo task) {
          told.add("post " + task.id());
        }

        @Override
        public void onSkip(ScheduleEntry entry, Instant moment, String reason) {
          told.add("skip: " + reason);
        }

        @Override
        public void onError(ScheduleEntry entry, Instant moment, TaskException failure) {
          told.add("error: " + failure.getClass().getSimpleName());
        }
      };

  @Test
  void overlapSkip_taskIsNotDone_momentsAreLeftOut() throws Exception {
    start(scheduler(everySecond().overlap(Overlap.SKIP).build()));

    await().until(() -> told.stream().filter(each -> each.startsWith("skip")).count() >= 2);

    assertThat(raw().llen("asynq:{cron}:pending")).isEqualTo(1);
    String first = raw().lindex("asynq:{cron}:pending", 0);
    assertThat(told).contains("skip: task " + first + " of the last fire is not done");
    raw().del("asynq:{cron}:pending", "asynq:{cron}:t:" + first);
    await().until(() -> raw().llen("asynq:{cron}:pending") == 1);
  }

  @Test
  void listener_ofAFire_isToldBeforeAndAfter() throws Exception {
    start(scheduler(everySecond().build()));

    await().until(() -> told.size() >= 2);

    String task = raw().lindex("asynq:{cron}:pending", -1);
    assertThat(told).startsWith("pre", "post " + task);
  }

  @Test
  void listener_thatThrows_changesNothing() throws Exception {
    TaskScheduler scheduler =
        TaskScheduler.builder(target())
            .listener(
                new ScheduleListener() {
                  @Override
                  public void preEnqueue(ScheduleEntry entry, Instant moment) {
                    throw new AssertionError("broken");
                  }
                })
            .register(everySecond().build())
            .build();
    start(scheduler);

    await().until(() -> raw().llen("asynq:{cron}:pending") >= 2);
  }

  @Test
  void chosenTaskId_taskExists_isTold() throws Exception {
    start(scheduler(everySecond().options(taskId("one")).build()));

    await().until(() -> told.contains("error: TaskIdConflictException"));
    assertThat(raw().lrange("asynq:{cron}:pending", 0, -1)).containsExactly("one");
  }

  @Test
  void register_whileItRuns_firesAndIsListedAtOnce() throws Exception {
    TaskScheduler scheduler = start(scheduler());
    assertThat(raw().keys("asynq:schedulers:*")).isEmpty();

    String id = scheduler.register("@every 1s", TICK, queue("cron"));

    await().until(() -> raw().keys("asynq:schedulers:*").size() == 1);
    await().until(() -> raw().llen("asynq:{cron}:pending") >= 1);
    assertThat(raw().keys("asynq:scheduler_history:*"))
        .isEqualTo(List.of("asynq:scheduler_history:" + id));
    scheduler.unregister(id);
    await().until(() -> raw().keys("asynq:schedule*").equals(List.of("asynq:schedulers")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scheduler.unregister(id))
        .withMessageContaining("no scheduler entry found");
  }

  @Test
  void register_theSameWhileItRuns_isRefused() throws Exception {
    TaskScheduler scheduler = start(scheduler(everySecond().build()));
    assertThatIllegalStateException()
        .isThrownBy(() -> scheduler.register(everySecond().build()))
        .withMessageContaining("already registered");
  }

  @Test
  void seconds_firesWithinTheMinute() throws Exception {
    CronSpec everySecond = CronSpec.parseWithSeconds("* * * * * *");
    start(scheduler(ScheduleEntry.builder(everySecond, TICK).options(queue("cron")).build()));

    await().until(() -> raw().llen("asynq:{cron}:pending") >= 2);
  }

  @Test
  void runNow_enqueuesWhateverTheScheduleSays() throws Exception {
    TaskScheduler scheduler =
        start(scheduler(daily().overlap(Overlap.SKIP).zone(ZoneId.of("Asia/Shanghai")).build()));

    TaskInfo first = scheduler.runNow("nightly");
    TaskInfo second = scheduler.runNow("nightly");

    assertThat(first.id()).isNotEqualTo(second.id());
    assertThat(first.state()).isEqualTo(TaskState.PENDING);
    assertThat(raw().lrange("asynq:{cron}:pending", 0, -1))
        .containsExactly(second.id(), first.id());
    await().until(() -> raw().keys("asynq:scheduler_history:*").size() == 1);
  }

  @Test
  void pause_momentsPassUntilResume() throws Exception {
    TaskScheduler scheduler = start(scheduler(everySecond().build()));
    scheduler.pause("ticking");
    await().until(() -> told.contains("skip: the entry is paused"));
    long enqueued = raw().llen("asynq:{cron}:pending");
    int before = told.size();
    await().until(() -> told.size() >= before + 2);
    assertThat(raw().llen("asynq:{cron}:pending")).isEqualTo(enqueued);

    scheduler.resume("ticking");

    await().until(() -> raw().llen("asynq:{cron}:pending") > enqueued);
  }

  @Test
  void startAndStop_outOfOrder_areRefusedOrHarmless() throws Exception {
    TaskScheduler scheduler = scheduler(daily().build());
    assertThatIllegalStateException()
        .isThrownBy(() -> scheduler.runNow("nightly"))
        .withMessageContaining("does not run");
    start(scheduler);
    assertThatIllegalStateException()
        .isThrownBy(scheduler::start)
        .withMessageContaining("already running");

    stop(scheduler, Duration.ofSeconds(2));
    scheduler.stop(dev.belfry.service.Deadline.in(Duration.ofSeconds(1)));

    assertThatIllegalStateException()
        .isThrownBy(scheduler::start)
        .withMessageContaining("already been stopped");
    assertThatIllegalStateException()
        .isThrownBy(() -> scheduler.register("@daily", TICK))
        .withMessageContaining("already been stopped");
    assertThat(scheduler.health()).isEqualTo(dev.belfry.service.Health.down("stopped"));
  }

  @Test
  void builders_badValues_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> daily().name(" "));
    assertThatIllegalArgumentException().isThrownBy(() -> CatchUp.fireAll(0));
    assertThatIllegalArgumentException().isThrownBy(() -> CatchUp.fireAll(1001));
    assertThatIllegalArgumentException().isThrownBy(() -> CatchUp.fireOnce().within(Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> TaskScheduler.builder(target()).heartbeatInterval(Duration.ofMillis(1500)));
  }

  private static ScheduleEntry.Builder everySecond() {
    return ScheduleEntry.builder("@every 1s", TICK).name("ticking").options(queue("cron"));
  }

  private static ScheduleEntry.Builder daily() {
    return ScheduleEntry.builder("@daily", TICK).name("nightly").options(queue("cron"));
  }

  private TaskScheduler scheduler(ScheduleEntry... entries) {
    TaskScheduler.Builder builder = TaskScheduler.builder(target()).listener(listener);
    List.of(entries).forEach(builder::register);
    return builder.build();
  }
}
