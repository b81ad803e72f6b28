package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.content.Contents;
import dev.belfry.tasks.BookedSchedule;
import dev.belfry.tasks.CronSpec;
import dev.belfry.tasks.CronSyntaxException;
import dev.belfry.tasks.SchedulerEntryInfo;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Shows schedules to somebody. Immutable. */
final class ScheduleViews {
  /** Begins the ids of those that are kept in Redis. */
  static final String BOOKED = "book:";

  private static final DateTimeFormatter FIRE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);

  private final Contents contents;
  private final Role role;
  private final ZoneId zone;
  private final int count;

  ScheduleViews(Contents contents, Role role, ZoneId zone, int count) {
    this.contents = contents;
    this.role = role;
    this.zone = zone;
    this.count = count;
  }

  /** Whether a running entry is what a scheduler made of one in the book. */
  static boolean isCopy(SchedulerEntryInfo running, BookedSchedule booked) {
    return running.taskType().equals(booked.entry().task().type())
        && Arrays.equals(running.payload(), booked.entry().task().payload())
        && running.spec().endsWith(booked.entry().schedule().toString());
  }

  /** Equal for entries of several schedulers that are the same. */
  static String sameness(SchedulerEntryInfo entry) {
    return String.join(
        "\n",
        entry.spec(),
        entry.taskType(),
        String.join(",", entry.options()),
        Arrays.toString(entry.payload()));
  }

  ScheduleView running(List<SchedulerEntryInfo> copies) {
    SchedulerEntryInfo entry = copies.getFirst();
    return new ScheduleView(
        entry.id(),
        "running",
        null,
        copies.stream().map(SchedulerEntryInfo::schedulerId).toList(),
        entry.spec(),
        null,
        entry.taskType(),
        contents.preview(entry.payload(), entry.taskType(), role),
        entry.options(),
        GoOptions.queue(entry.options()),
        entry.next().orElse(null),
        previous(copies),
        fires(entry.spec()),
        false,
        null,
        null,
        role.includes(Role.OPERATOR) ? List.of("run") : List.of());
  }

  private static @org.jspecify.annotations.Nullable Instant previous(
      List<SchedulerEntryInfo> copies) {
    return copies.stream()
        .map(SchedulerEntryInfo::previous)
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  ScheduleView booked(BookedSchedule booked, List<SchedulerEntryInfo> copies) {
    var entry = booked.entry();
    boolean paused = booked.firing() == BookedSchedule.Firing.PAUSED;
    List<Instant> next = booked.next(Instant.now(), ZoneOffset.UTC, Math.max(1, count));
    var definition = ScheduleDefinition.of(BOOKED + booked.name(), booked);
    boolean hidden = contents.hidden(entry.task().type(), role);
    return new ScheduleView(
        BOOKED + booked.name(),
        "dynamic",
        booked.name(),
        copies.stream().map(SchedulerEntryInfo::schedulerId).toList(),
        entry.schedule().toString(),
        entry.zone().map(ZoneId::getId).orElse(null),
        entry.task().type(),
        contents.preview(entry.task().payload(), entry.task().type(), role),
        List.of(),
        definition.queue(),
        paused || next.isEmpty() ? null : next.getFirst(),
        booked.lastFired().orElse(null),
        next.stream().limit(count).map(at -> FIRE.format(at.atZone(zone))).toList(),
        paused,
        null,
        hidden ? null : definition,
        role.includes(Role.OPERATOR)
            ? List.of("run", paused ? "resume" : "pause", "edit", "delete")
            : List.of());
  }

  private List<String> fires(String spec) {
    try {
      return fires(CronSpec.parse(spec), ZoneOffset.UTC, zone, count);
    } catch (CronSyntaxException e) {
      return List.of();
    }
  }

  /** The next moments of an expression that counts in one zone, shown in another. */
  static List<String> fires(CronSpec spec, ZoneId own, ZoneId shown, int count) {
    List<String> fires = new ArrayList<>();
    Optional<ZonedDateTime> next = spec.next(ZonedDateTime.now(own));
    while (next.isPresent() && fires.size() < count) {
      fires.add(FIRE.format(next.get().withZoneSameInstant(shown)));
      next = spec.next(next.get());
    }
    return fires;
  }
}
