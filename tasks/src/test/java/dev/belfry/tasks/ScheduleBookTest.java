package dev.belfry.tasks;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.tasks.BookedSchedule.Firing;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ScheduleBookTest extends OnRedis {
  private static final String NAME = "a/b ?#%:{}中文";

  private static ScheduleEntry.Builder entry(String schedule) {
    return ScheduleEntry.builder(
            schedule, Task.of("report", new byte[] {0, -1}).withHeader("h", "1"))
        .name(NAME)
        .options(TaskOption.queue("cron"));
  }

  @Test
  void create_everyKindOfOption_isReadBackTheSame() {
    var book = inspector().schedules();
    ScheduleEntry entry =
        ScheduleEntry.builder(
                CronSpec.parseWithSeconds("*/10 0 3 * * *"),
                Task.of("t").with(TaskOption.maxRetry(3)))
            .name(NAME)
            .zone(ZoneId.of("Asia/Shanghai"))
            .catchUp(CatchUp.fireAll(5).within(ofHours(2)))
            .overlap(Overlap.SKIP)
            .options(
                TaskOption.queue("cron"),
                TaskOption.timeout(ofSeconds(9)),
                TaskOption.deadline(Instant.EPOCH.plusSeconds(9)),
                TaskOption.uniqueBy("k", ofHours(1)),
                TaskOption.replaceFinished(),
                TaskOption.processIn(ofSeconds(5)),
                TaskOption.taskId("id"),
                TaskOption.retention(ofHours(3)),
                TaskOption.group("g"),
                TaskOption.header("k", "v"))
            .build();
    book.create(entry);
    BookedSchedule booked = book.entry(NAME).orElseThrow();
    assertThat(booked.firing()).isEqualTo(Firing.ACTIVE);
    assertThat(booked.entry().schedule()).isEqualTo(entry.schedule());
    assertThat(booked.entry().zone()).isEqualTo(entry.zone());
    assertThat(booked.entry().catchUp()).isEqualTo(entry.catchUp());
    assertThat(booked.entry().overlap()).isEqualTo(entry.overlap());
    assertThat(booked.entry().options()).hasSize(11).containsAll(entry.options());
    assertThat(booked.next(Instant.parse("2026-11-23T00:00:00Z"), ZoneOffset.UTC, 2))
        .containsExactly(
            Instant.parse("2026-11-23T19:00:00Z"), Instant.parse("2026-11-23T19:00:10Z"));
    assertThatThrownBy(() -> book.create(entry)).hasMessageContaining("already");
    assertThatThrownBy(() -> book.create(ScheduleEntry.of("@daily", Task.of("t"))))
        .hasMessageContaining("needs a name");
  }

  @Test
  void entries_madeChangedPausedAndDeleted_areFollowedByTheManager() throws Exception {
    ScheduleBook book = open(ScheduleBook.connect(target()));
    PeriodicTaskManager manager =
        start(PeriodicTaskManager.builder(target()).book(book).syncInterval(ofMillis(50)).build());
    book.create(entry("@every 1s").build());
    await().until(() -> raw().llen("asynq:{cron}:pending") > 0);
    assertThat(book.entry(NAME).orElseThrow().lastFired()).isPresent();

    book.pause(NAME);
    assertThat(book.entry(NAME).orElseThrow().firing()).isEqualTo(Firing.PAUSED);
    book.replace(entry("@daily").build());
    await()
        .until(() ->
            manager.entries().values().stream()
                .anyMatch(it -> it.schedule().toString().equals("@daily")));
    assertThat(book.entry(NAME).orElseThrow().firing()).isEqualTo(Firing.PAUSED);
    book.resume(NAME);
    long before = raw().llen("asynq:{cron}:pending");
    TaskInfo now = book.runNow(NAME);
    assertThat(raw().llen("asynq:{cron}:pending")).isEqualTo(before + 1);
    assertThat(now.payload()).containsExactly(0, -1);

    book.delete(NAME);
    await().until(() -> manager.entries().isEmpty());
    assertThat(raw().exists("belfry:{cron}:fire:" + NAME)).isZero();
    assertThatThrownBy(() -> book.pause(NAME)).hasMessageContaining("no schedule");
  }

  @Test
  void entries_oneThatCannotBeRead_isLeftOut() {
    var book = inspector().schedules();
    book.create(entry("@daily").build());
    raw().hset("belfry:schedules", "broken", "{");
    assertThat(book.entries()).extracting(BookedSchedule::name).containsExactly(NAME);
  }
}
