package dev.belfry.service.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A configuration cannot be used. The message lists every error of the file, one a line. Immutable.
 */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Not serialized: the message says the same. */
  private final transient List<ConfigError> errors;

  /** All errors of one file, at least one. */
  public ConfigException(List<ConfigError> errors) {
    super(errors.stream().map(ConfigError::toString).collect(Collectors.joining("\n")));
    this.errors = List.copyOf(errors);
  }

  /** The errors in the order of the file. */
  public List<ConfigError> errors() {
    return errors;
  }
}
