package dev.belfry.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskSchedulerFaultTest extends OnRedis {
  /** A process of Java takes its time on a busy machine. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final int FIRES = 22;

  private final List<String> runs = new CopyOnWriteArrayList<>();
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void killAll() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void fiveSchedulers_killedRestartedCutOffAndWithoutReplies_eachMomentFiresOnce()
      throws Exception {
    start(
        server(
                (task, context) -> {
                  runs.add(context.taskId());
                  return Outcome.done();
                })
            .queues(Map.of("cron", 1))
            .build());
    FlakyProxy first = open(new FlakyProxy(redis.port()));
    FlakyProxy second = open(new FlakyProxy(redis.port()));
    Process killed = process();
    process();
    TaskScheduler restarted = start(RunningScheduler.everySecond(target()));
    start(RunningScheduler.everySecond(RedisTarget.parse(first.uri())));
    start(RunningScheduler.everySecond(RedisTarget.parse(second.uri())));
    await().atMost(LIMIT).until(() -> raw().keys("asynq:schedulers:*").size() == 5);

    for (int fire = 1; fire <= FIRES; fire++) {
      int seen = fire;
      await().atMost(LIMIT).until(() -> runs.size() >= seen);
      (fire % 2 == 0 ? first : second).loseReplyTo("schedule:");
      if (fire == FIRES / 3) {
        killed.destroyForcibly().waitFor();
        stop(restarted, Duration.ofSeconds(2));
      }
      if (fire == FIRES * 2 / 3) {
        process();
        start(RunningScheduler.everySecond(target()));
      }
    }

    assertThat(first.lost().getCount()).isZero();
    assertThat(second.lost().getCount()).isZero();
    List<String> seen = List.copyOf(runs);
    assertThat(seen).doesNotHaveDuplicates();
    List<Long> seconds =
        seen.stream().map(id -> Long.valueOf(id.substring(id.lastIndexOf(':') + 1))).toList();
    assertThat(seconds.getLast() - seconds.getFirst()).isEqualTo(seconds.size() - 1);
  }

  @Test
  void everyReplyIsLost_theFiresAreKnownAsOwn() throws Exception {
    FlakyProxy proxy = open(new FlakyProxy(redis.port()));
    List<Long> enqueued = new CopyOnWriteArrayList<>();
    start(
        TaskScheduler.builder(RedisTarget.parse(proxy.uri()))
            .register("@every 1s", Task.of("tick"), TaskOption.queue("cron"))
            .listener(
                new ScheduleListener() {
                  @Override
                  public void postEnqueue(ScheduleEntry entry, Instant moment, TaskInfo task) {
                    enqueued.add(moment.getEpochSecond());
                    proxy.loseReplyTo("schedule:");
                  }
                })
            .build());

    await().atMost(LIMIT).until(() -> enqueued.size() >= 4);

    assertThat(proxy.lost().getCount()).isZero();
    List<Long> seen = List.copyOf(enqueued);
    assertThat(seen).doesNotHaveDuplicates();
    assertThat(seen.getLast() - seen.getFirst()).isEqualTo(seen.size() - 1);
    String history = raw().keys("asynq:scheduler_history:*").getFirst();
    assertThat(raw().zcard(history)).isGreaterThanOrEqualTo(seen.size() - 1);
  }

  private Process process() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                RunningScheduler.class.getName(),
                redis.uri())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    processes.add(process);
    return process;
  }
}
