package dev.belfry.service.internal.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/** Lets through either what is worrying (warnings and errors) or all the rest. */
final class LevelBand extends Filter<ILoggingEvent> {
  /** The two halves. */
  enum Half {
    CALM,
    WORRYING
  }

  private final Half half;

  LevelBand(Half half) {
    this.half = half;
  }

  @Override
  public FilterReply decide(ILoggingEvent event) {
    Half its = event.getLevel().isGreaterOrEqual(Level.WARN) ? Half.WORRYING : Half.CALM;
    return its == half ? FilterReply.NEUTRAL : FilterReply.DENY;
  }
}
