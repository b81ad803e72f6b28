package dev.belfry.cli.view;

import dev.belfry.cli.out.Text;
import dev.belfry.tasks.BookedSchedule;
import dev.belfry.tasks.ScheduleEntry;
import dev.belfry.tasks.TaskOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A schedule that is kept in Redis. */
public record ScheduleView(
    String name,
    String schedule,
    @Nullable String zone,
    String taskType,
    @Nullable String payload,
    String queue,
    List<String> options,
    boolean paused,
    @Nullable Instant next,
    @Nullable Instant lastFired) {
  /** Of a schedule. */
  public static ScheduleView of(BookedSchedule booked, Instant now) {
    ScheduleEntry entry = booked.entry();
    return new ScheduleView(
        booked.name(),
        entry.schedule().toString(),
        entry.zone().map(ZoneId::getId).orElse(null),
        entry.task().type(),
        Text.of(entry.task().payload()).orElse(null),
        queue(entry).orElse("default"),
        entry.options().stream().map(Object::toString).toList(),
        booked.firing() == BookedSchedule.Firing.PAUSED,
        booked.next(now, ZoneOffset.UTC, 1).stream().findFirst().orElse(null),
        booked.lastFired().orElse(null));
  }

  private static Optional<String> queue(ScheduleEntry entry) {
    return entry.options().stream()
        .filter(TaskOption.Queue.class::isInstance)
        .map(option -> ((TaskOption.Queue) option).name())
        .reduce((one, last) -> last);
  }
}
