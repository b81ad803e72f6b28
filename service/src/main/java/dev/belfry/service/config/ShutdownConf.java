package dev.belfry.service.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a stop may take. Immutable.
 *
 * @param waitTime from the signal to the end of the process; the group's default when absent or 0
 */
@NoEffect(harmless = "WrapUpTime")
public record ShutdownConf(@Nullable Duration waitTime) {

  /** The group's default. */
  public static final ShutdownConf DEFAULTS = new ShutdownConf(null);
}
