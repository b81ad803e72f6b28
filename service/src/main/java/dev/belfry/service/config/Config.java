package dev.belfry.service.config;

import java.nio.file.Path;

/**
 * Loads configuration files into records.
 *
 * <p>A file is YAML 1.2 or JSON ({@code .yaml}, {@code .yml}, {@code .json}). Each key is a
 * component of a record; upper and lower case are not told apart, so {@code Name} fills {@code
 * name}. A component may be a String, int, long, double, boolean (or their boxed forms), {@link
 * java.time.Duration}, {@link java.time.ZoneId}, {@link java.net.URI}, {@link Path}, an enum, a
 * record, a List of these or a Map from String to these.
 *
 * <ul>
 *   <li>A component is required, unless it has {@link Default} or is {@code @Nullable}. A map that
 *       is absent is empty; a record that is absent is filled with its defaults if all its keys
 *       have some. A key without a value counts as absent.
 *   <li>A key that no component has is an error, {@link NoEffect} aside.
 *   <li>{@code ${NAME}} in a value is replaced by the environment variable, {@code ${NAME:text}} by
 *       {@code text} if the variable is not set. That happens after parsing, so nothing in a
 *       variable can change the file's structure. <code>$$&#123;</code> stands for a literal <code>
 *       $&#123;</code>; any other {@code $} is literal. Numbers and booleans may come from
 *       variables, and lists of text too, with commas between.
 *   <li>Durations have Go's form: {@code 250ms}, {@code 5.5s}, {@code 1h30m}. A number without a
 *       unit is an error, except 0: go-zero takes it for nanoseconds, which is hardly ever meant.
 *   <li>An enum is written as its constant in any case, without underscores.
 *   <li>A record may refuse values in its constructor with an IllegalArgumentException.
 * </ul>
 *
 * <p>All errors of a file come together in one {@link ConfigException}. Values of secrets are never
 * part of it. Records in a named module must be in a package that is open to dev.belfry.service.
 */
public final class Config {
  private Config() {}

  /**
   * Loads a file.
   *
   * @throws ConfigException if the file cannot be read or is wrong
   * @throws IllegalArgumentException if the record itself is no possible target
   */
  public static <T extends Record> T load(Path file, Class<T> type) {
    return ConfigReader.create().load(file, type);
  }

  /** Reads a text in place of a file. See {@link #load}. */
  public static <T extends Record> T parse(String text, Class<T> type) {
    return ConfigReader.create().parse(text, type);
  }
}
