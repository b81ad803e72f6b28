package dev.belfry.service.config;

import dev.belfry.service.internal.config.ConfigSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** {@link Config} with settings. Immutable and thread-safe. */
public final class ConfigReader {
  private final Map<String, String> environment;

  private ConfigReader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** A reader that knows the environment of this process. */
  public static ConfigReader create() {
    return new ConfigReader(System.getenv());
  }

  /** A reader that knows these variables besides; they win over those of the same name. */
  public ConfigReader withVariables(Map<String, String> variables) {
    Map<String, String> merged = new HashMap<>(environment);
    merged.putAll(variables);
    return new ConfigReader(merged);
  }

  /** See {@link Config#load}. */
  public <T extends Record> T load(Path file, Class<T> type) {
    return ConfigSource.ofFile(file).bind(type, environment);
  }

  /** See {@link Config#parse}. */
  public <T extends Record> T parse(String text, Class<T> type) {
    return ConfigSource.ofText(text).bind(type, environment);
  }
}
