package dev.belfry.bench.messages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.messaging.Message;
import java.net.URLEncoder;
import java.util.Optional;

/**
 * One run of a handler, or one delivery, as a consumer's log tells it: {@code <partition> <offset>
 * <key> <attempt> <start ms> <end ms>}.
 *
 * @param key percent-encoded, {@code -} if there is none
 * @param attempt counts from 1
 * @param startMillis on the clock of the consumer
 * @param endMillis on the clock of the consumer
 */
public record MessageLine(
    int partition, long offset, String key, int attempt, long startMillis, long endMillis) {
  private static final int FIELDS = 6;

  /** A line about a message whose handling ends now. */
  static MessageLine of(Message message, long startMillis) {
    return new MessageLine(
        message.partition(),
        message.offset(),
        message.key().map(text -> URLEncoder.encode(text, UTF_8)).orElse("-"),
        message.attempt(),
        startMillis,
        System.currentTimeMillis());
  }

  /** Reads a line of a log; empty for the half line of a consumer that died while writing it. */
  public static Optional<MessageLine> parse(String line) {
    String[] fields = line.split(" ", -1);
    if (fields.length != FIELDS) {
      return Optional.empty();
    }
    return Optional.of(
        new MessageLine(
            Integer.parseInt(fields[0]),
            Long.parseLong(fields[1]),
            fields[2],
            Integer.parseInt(fields[3]),
            Long.parseLong(fields[4]),
            Long.parseLong(fields[5])));
  }

  /** As it stands in a log. */
  @Override
  public String toString() {
    return "%d %d %s %d %d %d".formatted(partition, offset, key, attempt, startMillis, endMillis);
  }
}
