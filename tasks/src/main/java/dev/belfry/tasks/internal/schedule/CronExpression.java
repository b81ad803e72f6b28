package dev.belfry.tasks.internal.schedule;

import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * A schedule in the cron language of robfig/cron, which Go's asynq uses: five fields,
 * {@code @daily} and its like, {@code @every 90s}, each with an optional {@code TZ=} or {@code
 * CRON_TZ=} prefix.
 *
 * <p>A local time that a clock change leaves out is skipped that day; one that it repeats fires
 * twice. Immutable.
 */
public final class CronExpression {
  private final String spec;
  private final FireTimes times;

  CronExpression(String spec, FireTimes times) {
    this.spec = spec;
    this.times = times;
  }

  /**
   * Reads an expression.
   *
   * @throws CronSyntaxException naming the place and what is accepted there
   */
  public static CronExpression parse(String spec) {
    return CronParser.parse(spec);
  }

  /**
   * The first moment strictly after {@code after}, in its zone; the fields are matched in the zone
   * of the prefix if there is one. Empty if none lies within five years. {@code @every} counts from
   * {@code after}.
   */
  public Optional<ZonedDateTime> next(ZonedDateTime after) {
    return times.next(after);
  }

  /**
   * As {@link #next}, but the same in every process: {@code @every} counts from 1970-01-01 UTC, so
   * that processes started at different moments fire together, and a restart does not begin anew.
   */
  public Optional<ZonedDateTime> nextShared(ZonedDateTime after) {
    return times.nextShared(after);
  }

  /** The expression as it was written. */
  @Override
  public String toString() {
    return spec;
  }
}
