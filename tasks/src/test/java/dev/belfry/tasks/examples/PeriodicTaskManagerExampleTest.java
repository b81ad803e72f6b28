package dev.belfry.tasks.examples;

import static dev.belfry.tasks.TaskOption.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.tasks.OnRedis;
import dev.belfry.tasks.PeriodicTaskManager;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What docs/tasks.md shows of schedules that are kept elsewhere. */
class PeriodicTaskManagerExampleTest extends OnRedis {

  // snippet
  record Reminder(String tenant, String schedule) {}

  interface Reminders {
    List<Reminder> all() throws Exception;
  }

  PeriodicTaskManager manager(RedisTarget redis, Reminders reminders) {
    return PeriodicTaskManager.builder(redis)
        .provider(entries -> {
          for (Reminder reminder : reminders.all()) {
            Task task = Task.of("reminder:send", reminder).withHeader("tenant", reminder.tenant());
            entries.add(reminder.schedule(), task, queue("reminders"));
          }
        })
        .syncInterval(Duration.ofMinutes(1))
        .name("reminders")
        .zone(ZoneId.of("Asia/Shanghai"))
        .build();
  }

  // end

  @Test
  void reminders_change_theEntriesFollow() throws Exception {
    var stored = new CopyOnWriteArrayList<Reminder>();
    stored.add(new Reminder("a", "@every 1s"));
    stored.add(new Reminder("b", "at noon"));
    PeriodicTaskManager manager = start(manager(target(), () -> stored));
    await().until(() -> raw().llen("asynq:{reminders}:pending") > 0);
    assertThat(manager.entries()).hasSize(1);

    stored.set(1, new Reminder("b", "0 12 * * *"));
    manager.refresh();

    await().until(() -> manager.entries().size() == 2);
  }
}
