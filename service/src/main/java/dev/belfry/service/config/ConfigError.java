package dev.belfry.service.config;

/**
 * One thing that is wrong in a file. Immutable. Never holds the value of a secret.
 *
 * @param file the file
 * @param line the line, from 1; 0 where the file as a whole is meant
 * @param column the column, from 1; 0 where the file as a whole is meant
 * @param key the full key, such as {@code Redis.Host} or {@code Brokers[2]}; empty for the file
 * @param problem what is wrong and what is accepted
 */
public record ConfigError(String file, int line, int column, String key, String problem) {

  /** One line: place, key, problem. */
  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line + ":" + column;
    return key.isEmpty() ? place + ": " + problem : place + ": " + key + ": " + problem;
  }
}
