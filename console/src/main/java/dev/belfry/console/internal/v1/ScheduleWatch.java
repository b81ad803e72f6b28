package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.live.Attention;
import dev.belfry.tasks.BookedSchedule;
import dev.belfry.tasks.ScheduleBook;
import dev.belfry.tasks.SchedulerEntryInfo;
import dev.belfry.tasks.TaskInspector;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks for schedules that are kept in Redis and that no scheduler fires. For one thread. */
public final class ScheduleWatch {
  /** A new schedule is taken up within seconds, so what is unfired twice stays so. */
  private static final Duration BETWEEN = Duration.ofSeconds(15);

  private final TaskInspector inspector;
  private final ScheduleBook book;
  private final long betweenNanos;
  private Set<String> before = Set.of();
  private List<Attention> found = List.of();
  private long lookedAt;

  public ScheduleWatch(TaskInspector inspector) {
    this(inspector, BETWEEN);
  }

  ScheduleWatch(TaskInspector inspector, Duration between) {
    this.inspector = inspector;
    book = inspector.schedules();
    betweenNanos = between.toNanos();
    lookedAt = System.nanoTime() - betweenNanos;
  }

  /** What needs somebody; asks Redis now and then. */
  public List<Attention> attention() {
    if (System.nanoTime() - lookedAt >= betweenNanos) {
      lookedAt = System.nanoTime();
      Set<String> unfired = unfired();
      long count = unfired.stream().filter(before::contains).count();
      before = unfired;
      found = count == 0 ? List.of() : List.of(about(count));
    }
    return found;
  }

  private Set<String> unfired() {
    List<SchedulerEntryInfo> running = inspector.schedulerEntries();
    return book.entries().stream()
        .filter(entry -> entry.firing() == BookedSchedule.Firing.ACTIVE)
        .filter(entry -> running.stream().noneMatch(each -> ScheduleViews.isCopy(each, entry)))
        .map(BookedSchedule::name)
        .collect(Collectors.toSet());
  }

  private static Attention about(long count) {
    return Attention.about(
        Attention.Kind.SCHEDULES_WITHOUT_SCHEDULER,
        Attention.Severity.CRITICAL,
        "schedules",
        count,
        "no running PeriodicTaskManager reads the schedules that are kept in Redis");
  }
}
