package dev.belfry.tasks;

import dev.belfry.tasks.internal.schedule.CronParser;
import dev.belfry.tasks.internal.schedule.CronParser.Fields;
import dev.belfry.tasks.internal.schedule.FireTimes;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A schedule in the cron language of robfig/cron, which Go's asynq uses: the five fields minute,
 * hour, day of month, month, day of week; {@code @daily} and its like; {@code @every 90s}. A prefix
 * {@code CRON_TZ=Asia/Shanghai } or {@code TZ=} names the zone in which the fields are read.
 *
 * <p>A local time that a clock change leaves out is skipped that day; one that it repeats fires
 * twice.
 *
 * <p>Immutable and thread-safe. Equal when read in the same way from the same text.
 */
public final class CronSpec {
  private final String text;
  private final Fields fields;
  private final FireTimes times;

  private CronSpec(String text, Fields fields) {
    this.text = text;
    this.fields = fields;
    times = CronParser.parse(text, fields);
  }

  /**
   * Reads a schedule with five fields, a descriptor or an interval: what Go's scheduler reads.
   *
   * @throws CronSyntaxException saying what is wrong, where, and what is accepted
   */
  public static CronSpec parse(String text) {
    return new CronSpec(text, Fields.FIVE);
  }

  /**
   * As {@link #parse}, but takes six fields as well, the first of which is then the second: {@code
   * *}{@code /10 * * * * *} fires each ten seconds. Five fields mean what they always do.
   *
   * @throws CronSyntaxException saying what is wrong, where, and what is accepted
   */
  public static CronSpec parseWithSeconds(String text) {
    return new CronSpec(text, Fields.FIVE_OR_SIX);
  }

  /**
   * The first moment strictly after {@code after}, a whole second, in the zone of {@code after};
   * the fields are read in that zone too, unless a prefix names another. Empty if there is none
   * within five years, as for 30 February.
   *
   * <p>{@code @every} counts from {@code after}. A {@link TaskScheduler} counts it from 1970-01-01
   * UTC, so that all processes agree.
   */
  public Optional<ZonedDateTime> next(ZonedDateTime after) {
    return times.next(after);
  }

  FireTimes times() {
    return times;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CronSpec that && text.equals(that.text) && fields == that.fields;
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The schedule as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
