package dev.belfry.tasks;

import dev.belfry.tasks.internal.schedule.Moments;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An entry of a {@link ScheduleBook}. Immutable.
 *
 * @param name its name, which is unique in the book
 * @param entry what it enqueues, when, and how
 * @param firing whether it fires
 * @param lastFired the last of its moments that enqueued a task, if there was one lately
 */
public record BookedSchedule(
    String name, ScheduleEntry entry, Firing firing, Optional<Instant> lastFired) {

  /** Whether an entry fires. */
  public enum Firing {
    /** It does, as far as a scheduler runs that reads the book. */
    ACTIVE,
    /** Its moments pass unused. */
    PAUSED
  }

  /** The next moments after {@code after}, read in {@code zone} unless the entry names one. */
  public List<Instant> next(Instant after, ZoneId zone, int count) {
    var moments = new Moments(entry.schedule().times(), entry.zone().orElse(zone));
    return Stream.iterate(
            moments.next(after), Optional::isPresent, last -> last.flatMap(moments::next))
        .limit(count)
        .map(Optional::orElseThrow)
        .toList();
  }
}
