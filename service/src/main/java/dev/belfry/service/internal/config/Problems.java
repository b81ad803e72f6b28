package dev.belfry.service.internal.config;

import dev.belfry.service.config.ConfigError;
import dev.belfry.service.config.ConfigException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Gathers what is wrong in one file. */
final class Problems {
  private final String file;
  private final List<ConfigError> errors = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void add(Optional<Mark> at, String key, String problem) {
    int line = at.map(mark -> mark.getLine() + 1).orElse(0);
    int column = at.map(mark -> mark.getColumn() + 1).orElse(0);
    errors.add(new ConfigError(file, line, column, key, problem));
  }

  /** Throws what was gathered, in the order of the file; nothing if all is well. */
  void throwIfAny() {
    if (!errors.isEmpty()) {
      errors.sort(Comparator.comparingInt(ConfigError::line).thenComparingInt(ConfigError::column));
      throw new ConfigException(errors);
    }
  }

  ConfigException alone(Optional<Mark> at, String problem) {
    add(at, "", problem);
    return new ConfigException(errors);
  }

  int count() {
    return errors.size();
  }

  /** The keys that were found wanting, with commas between. */
  String keys() {
    return errors.stream().map(ConfigError::key).collect(Collectors.joining(", "));
  }

  String file() {
    return file;
  }
}
