package dev.belfry.tasks.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.OnRedis;
import dev.belfry.tasks.PeriodicTaskManager;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.ScheduleBook;
import dev.belfry.tasks.ScheduleEntry;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskOption;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Keeps schedules in Redis, as docs/tasks.md shows. */
class ScheduleBookExampleTest extends OnRedis {

  // snippet
  PeriodicTaskManager manager(RedisTarget redis, ScheduleBook book) {
    return PeriodicTaskManager.builder(redis).book(book).build(); // in each process that fires
  }

  void remindNightly(TaskInspector inspector, String tenant) {
    ScheduleEntry entry =
        ScheduleEntry.builder("0 3 * * *", Task.of("reminder:send", tenant))
            .name("remind-" + tenant)
            .zone(ZoneId.of("Asia/Shanghai"))
            .options(TaskOption.queue("low"))
            .build();
    inspector.schedules().create(entry); // fires from its next moment on, in whatever process
  }

  // end

  @Test
  void entryOfTheBook_isScheduledByTheManager() throws Exception {
    remindNightly(inspector(), "acme");
    ScheduleBook book = open(ScheduleBook.connect(target()));
    PeriodicTaskManager manager = start(manager(target(), book));
    assertThat(manager.entries().values())
        .extracting(ScheduleEntry::toString)
        .containsExactly("remind-acme");
  }
}
