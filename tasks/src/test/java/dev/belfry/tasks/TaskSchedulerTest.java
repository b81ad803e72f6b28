package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TaskSchedulerTest extends OnRedis {
  private final List<String> runs = new CopyOnWriteArrayList<>();

  @Test
  void twoSchedulersAndAWorker_everySecond_eachMomentFiresOnce() throws Exception {
    start(
        server(
                (task, context) -> {
                  runs.add(context.taskId());
                  return Outcome.done();
                })
            .queues(Map.of("cron", 1))
            .build());
    start(everySecond());
    start(everySecond());

    await().until(() -> runs.size() >= 4);

    List<String> seen = List.copyOf(runs);
    assertThat(seen).doesNotHaveDuplicates();
    List<Long> seconds =
        seen.stream().map(id -> Long.valueOf(id.substring(id.lastIndexOf(':') + 1))).toList();
    assertThat(seconds).isSorted();
    assertThat(seconds.getLast() - seconds.getFirst()).isEqualTo(seconds.size() - 1);
  }

  @Test
  void entries_whileRunning_areListedForOthers() throws Exception {
    TaskScheduler scheduler = start(everySecond());
    var raw = raw();

    await().until(() -> raw.zcard("asynq:schedulers") == 1);
    assertThat(raw.keys("asynq:schedulers:*")).hasSize(1);
    await().until(() -> !raw.keys("asynq:scheduler_history:*").isEmpty());
    stop(scheduler, Duration.ofSeconds(2));

    assertThat(raw.keys("asynq:schedule*")).isEmpty();
  }

  @Test
  void redis_isAwayWhenAnEntryFires_laterMomentsFire() throws Exception {
    start(everySecond());
    await().until(() -> raw().llen("asynq:{cron}:pending") > 0);

    redis.kill();
    redis.start();
    long left = raw().llen("asynq:{cron}:pending");

    await().until(() -> raw().llen("asynq:{cron}:pending") > left + 1);
  }

  @Test
  void register_badExpression_isRefusedAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TaskScheduler.builder(target()).register("* * * *", Task.of("t")))
        .withMessageContaining("expected exactly 5 fields");
  }

  @Test
  void register_theSameTwice_isRefused() {
    TaskScheduler.Builder builder =
        TaskScheduler.builder(target())
            .register("@daily", Task.of("t"))
            .register("@daily", Task.of("t"));

    assertThatIllegalStateException().isThrownBy(builder::build);
  }

  private TaskScheduler everySecond() {
    return TaskScheduler.builder(target())
        .register("@every 1s", Task.of("tick"), queue("cron"))
        .build();
  }
}
