package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.maxRetry;
import static dev.belfry.tasks.TaskOption.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PeriodicTaskManagerTest extends OnRedis {
  private static final Task TASK = Task.of("report");

  private volatile PeriodicTaskProvider provider = entries -> {};
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void provider_changes_entriesFollowAndUnchangedOnesStay() throws Exception {
    provider =
        entries -> {
          entries.add("@daily", TASK);
          entries.add("@hourly", TASK);
        };
    PeriodicTaskManager manager = start(manager(Duration.ofMinutes(3)));
    String daily = idOf(manager, "@daily");

    provider =
        entries -> {
          entries.add("@daily", TASK);
          entries.add("@weekly", TASK);
        };
    refresh(manager);

    assertThat(schedules(manager)).isEqualTo(Set.of("@daily", "@weekly"));
    assertThat(idOf(manager, "@daily")).isEqualTo(daily);
  }

  @Test
  void provider_isAskedEachInterval() throws Exception {
    start(manager(Duration.ofMillis(20)));

    await().until(() -> asked.get() > 3);
  }

  @Test
  void provider_failsLater_entriesStayAndFire() throws Exception {
    provider = entries -> entries.add("@every 1s", TASK, queue("cron"));
    PeriodicTaskManager manager = start(manager(Duration.ofMinutes(3)));
    String id = idOf(manager, "@every 1s");

    provider =
        entries -> {
          throw new java.io.IOException("the database is away");
        };
    refresh(manager);

    assertThat(idOf(manager, "@every 1s")).isEqualTo(id);
    long fired = raw().llen("asynq:{cron}:pending");
    await().until(() -> raw().llen("asynq:{cron}:pending") > fired);
  }

  @Test
  void provider_failsAtTheStart_startFailsAndSaysWhy() {
    provider =
        entries -> {
          throw new java.io.IOException("the database is away");
        };
    assertThatIllegalStateException()
        .isThrownBy(() -> manager(Duration.ofMinutes(3)).start())
        .withMessageContaining("the database is away");
  }

  @Test
  void entryThatIsGone_firesNoMoreAndItsHistoryIsForgotten() throws Exception {
    provider = entries -> entries.add("@every 1s", TASK, queue("cron"));
    PeriodicTaskManager manager = start(manager(Duration.ofMinutes(3)));
    await().until(() -> !raw().keys("asynq:scheduler_history:*").isEmpty());

    provider = entries -> {};
    refresh(manager);

    await().until(() -> raw().keys("asynq:scheduler_history:*").isEmpty());
    assertThat(manager.entries()).isEmpty();
    await().until(() -> raw().keys("asynq:schedulers:*").isEmpty());
  }

  @Test
  void entryWithAName_getsAnotherSchedule_isReplaced() throws Exception {
    provider = entries -> entries.add(named("@daily"));
    PeriodicTaskManager manager = start(manager(Duration.ofMinutes(3)));

    provider = entries -> entries.add(named("@hourly"));
    refresh(manager);

    assertThat(schedules(manager)).isEqualTo(Set.of("@hourly"));
    assertThat(raw().keys("belfry:{default}:fire:*"))
        .isEqualTo(List.of("belfry:{default}:fire:report"));
  }

  @Test
  void twoEntriesOfOneName_theFirstCounts() throws Exception {
    provider =
        entries -> {
          entries.add(named("@daily"));
          entries.add(named("@hourly"));
          entries.add("@hourly", TASK, maxRetry(1));
        };
    PeriodicTaskManager manager = start(manager(Duration.ofMinutes(3)));

    assertThat(manager.entries().values())
        .extracting(ScheduleEntry::toString)
        .containsExactlyInAnyOrder("report", "\"@hourly\" report");
    assertThat(schedules(manager)).contains("@daily");
  }

  @Test
  void build_withoutAProvider_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> PeriodicTaskManager.builder(target()).build())
        .withMessageContaining("provider");
  }

  @Test
  void start_twice_isRefusedAndASecondStopIsHarmless() throws Exception {
    PeriodicTaskManager manager = start(manager(Duration.ofMinutes(3)));
    assertThatIllegalStateException()
        .isThrownBy(manager::start)
        .withMessageContaining("already running");
    stop(manager, Duration.ofSeconds(2));
    manager.stop(dev.belfry.service.Deadline.in(Duration.ofSeconds(1)));
  }

  private static ScheduleEntry named(String schedule) {
    return ScheduleEntry.builder(schedule, TASK).name("report").build();
  }

  private PeriodicTaskManager manager(Duration interval) {
    return PeriodicTaskManager.builder(target())
        .provider(entries -> {
          provider.provide(entries);
          asked.incrementAndGet();
        })
        .syncInterval(interval)
        .build();
  }

  /** Awaits an answer that was asked for after now, and what follows from it. */
  private void refresh(PeriodicTaskManager manager) {
    PeriodicTaskProvider answer = provider;
    AtomicInteger answers = new AtomicInteger();
    provider =
        entries -> {
          answers.incrementAndGet();
          answer.provide(entries);
        };
    manager.refresh();
    await().until(() -> answers.get() >= 1);
    manager.refresh();
    await().until(() -> answers.get() >= 2);
  }

  private static Set<String> schedules(PeriodicTaskManager manager) {
    return manager.entries().values().stream()
        .map(entry -> entry.schedule().toString())
        .collect(java.util.stream.Collectors.toSet());
  }

  private static String idOf(PeriodicTaskManager manager, String schedule) {
    return manager.entries().entrySet().stream()
        .filter(entry -> entry.getValue().schedule().toString().equals(schedule))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
