package dev.belfry.tasks.internal.schedule;

import dev.belfry.tasks.internal.redis.Mark;
import dev.belfry.tasks.internal.wire.SchedulerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far one entry has come, and when it fires next. Written by one thread, read by any. */
final class Timetable {
  /**
   * A clock that was set back by less is waited for; else the moments that it goes through again
   * fire again. As in mark.lua.
   */
  private static final Duration CLOCK_TRUST = Duration.ofMinutes(5);

  /** A mark outlasts the time to the next moment by this much: nobody is that late. */
  private static final Duration MARK_LIFE = Duration.ofDays(90);

  private final ScheduledTask task;
  private final Moments moments;
  private final boolean catchesUp;
  private final int limit;
  private Instant dealtWith;
  private volatile @Nullable Instant next;
  private volatile @Nullable Instant previous;
  private @Nullable Instant failing;

  /**
   * What has passed while nobody ran counts from the mark, if the entry catches up, else from now.
   */
  Timetable(ScheduledTask task, Mark mark, Instant now) {
    this.task = task;
    moments = new Moments(task.times(), task.zone());
    limit = Math.max(1, task.entry().catchUp().limit());
    catchesUp = task.entry().catchUp().limit() > 0;
    previous = mark.lastFired();
    dealtWith = catchesUp && mark.dealtWith().isBefore(now) ? mark.dealtWith() : now;
    next = following(dealtWith);
  }

  /** How long the mark of an entry is to last from {@code moment} on. */
  static Duration markLife(ScheduledTask task, Instant moment) {
    Instant next = new Moments(task.times(), task.zone()).next(moment).orElse(moment);
    return MARK_LIFE.plus(Duration.between(moment, next)).plus(task.entry().catchUp().lookBack());
  }

  ScheduledTask task() {
    return task;
  }

  @Nullable Instant next() {
    return next;
  }

  /** The moment to deal with at {@code now}, or null. */
  @Nullable Instant due(Instant now) {
    if (now.isBefore(dealtWith.minus(CLOCK_TRUST))) {
      moveTo(now);
    }
    Instant first = next;
    if (first == null || first.isAfter(now)) {
      return null;
    }
    Instant oldest = now.minus(task.entry().catchUp().lookBack());
    Instant from = catchesUp && oldest.isAfter(dealtWith) ? oldest : dealtWith;
    List<Instant> missed = moments.last(limit, from, now);
    if (missed.isEmpty()) {
      moveTo(from);
      return null;
    }
    return missed.getFirst();
  }

  /** The moment has enqueued its task or passes without one. Earlier ones are left out. */
  void passed(Instant moment) {
    previous = moment;
    failing = null;
    moveTo(moment);
  }

  /** The moment could not be dealt with; true if that is new. */
  boolean failed(Instant moment) {
    boolean first = !moment.equals(failing);
    failing = moment;
    return first;
  }

  SchedulerEntry describe() {
    return new SchedulerEntry(
        task.id(),
        task.entry().schedule().toString(),
        task.task().message().type(),
        task.task().message().payload(),
        task.options(),
        next,
        previous);
  }

  private void moveTo(Instant moment) {
    dealtWith = moment;
    next = following(moment);
  }

  private @Nullable Instant following(Instant after) {
    return moments.next(after).orElse(null);
  }
}
