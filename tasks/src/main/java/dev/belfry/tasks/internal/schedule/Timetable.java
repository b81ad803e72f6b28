package dev.belfry.tasks.internal.schedule;

import dev.belfry.tasks.internal.wire.SchedulerEntry;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** When one entry fires next and fired last. Written by one thread, read by any. */
final class Timetable {
  private final ScheduledTask entry;
  private volatile @Nullable ZonedDateTime next;
  private volatile @Nullable Instant previous;

  Timetable(ScheduledTask entry, Instant start) {
    this.entry = entry;
    this.next = following(start);
  }

  ScheduledTask entry() {
    return entry;
  }

  /** The moment that is due at {@code now}, or null. */
  @Nullable Instant due(Instant now) {
    Instant moment = next();
    return moment == null || moment.isAfter(now) ? null : moment;
  }

  @Nullable Instant next() {
    ZonedDateTime moment = next;
    return moment == null ? null : moment.toInstant();
  }

  /** The fire is dealt with. Moments that passed in the meantime are left out. */
  void fired(Instant moment, Instant now) {
    previous = moment;
    next = following(now.isAfter(moment) ? now : moment);
  }

  /**
   * The fire could not be dealt with yet; once the moment after it has come, that one takes its
   * place.
   */
  void failed(Instant moment, Instant now) {
    ZonedDateTime later = following(moment);
    if (later != null && !later.toInstant().isAfter(now)) {
      next = later;
    }
  }

  SchedulerEntry describe() {
    return new SchedulerEntry(
        entry.id(),
        entry.spec(),
        entry.task().message().type(),
        entry.task().message().payload(),
        entry.options(),
        next(),
        previous);
  }

  private @Nullable ZonedDateTime following(Instant after) {
    return entry.times().nextShared(after.atZone(entry.zone())).orElse(null);
  }
}
