package dev.belfry.tasks.examples;

import static dev.belfry.tasks.TaskOption.queue;
import static dev.belfry.tasks.TaskOption.timeout;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.tasks.CatchUp;
import dev.belfry.tasks.CronSpec;
import dev.belfry.tasks.OnRedis;
import dev.belfry.tasks.Overlap;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.ScheduleEntry;
import dev.belfry.tasks.ScheduleListener;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskScheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** What docs/tasks.md shows of schedules. */
class SchedulerExampleTest extends OnRedis {

  // snippet
  TaskScheduler scheduler(RedisTarget redis) {
    return TaskScheduler.builder(redis)
        .name("stock")
        .zone(ZoneId.of("Asia/Shanghai"))
        .heartbeatInterval(ofSeconds(5)) // if it dies, dashboards show it ten seconds later
        .listener(
            new ScheduleListener() {
              @Override
              public void onSkip(ScheduleEntry entry, Instant moment, String reason) {
                report(entry.name().orElse("?") + " left out at " + moment + ": " + reason);
              }
            })
        .register("*/10 * * * *", Task.of("stock:refresh"), queue("low"))
        .register(
            ScheduleEntry.builder("0 3 * * *", Task.of("report:nightly"))
                .name("nightly-report") // the same entry, even if its schedule changes
                .zone(ZoneId.of("Europe/Berlin"))
                .catchUp(
                    CatchUp.fireOnce()
                        .within(ofDays(3))) // nobody ran at three: as soon as one does
                .overlap(Overlap.SKIP) // never two reports at once
                .options(queue("reports"), timeout(ofHours(2)))
                .build())
        .register(
            ScheduleEntry.builder(
                    CronSpec.parseWithSeconds("*/15 * * * * *"), Task.of("rates:refresh"))
                .build())
        .build();
  }

  // end

  private static void report(String line) {
    assertThat(line).contains("left out");
  }

  @Test
  void nightlyReport_nobodyRanAtThree_isMadeUpForOnce() throws Exception {
    long twoDaysAgo = Long.parseLong(raw().time().getFirst()) - Duration.ofDays(2).toSeconds();
    String mark = "belfry:{reports}:fire:nightly-report";
    raw().hset(mark, "moment", String.valueOf(twoDaysAgo));

    TaskScheduler scheduler = start(scheduler(target()));

    await().until(() -> raw().llen("asynq:{reports}:pending") == 1);
    assertThat(raw().lindex("asynq:{reports}:pending", 0))
        .isEqualTo("schedule:nightly-report:" + raw().hget(mark, "fired"));
    assertThat(scheduler.entries()).hasSize(3);
  }
}
