package dev.belfry.kafka;

import dev.belfry.messaging.Message;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message that a group gave up, as it lies in a dead-letter topic. Immutable.
 *
 * @param partition where it lies
 * @param offset where it lies
 * @param message as it was sent, with the position where it was sent to; for a letter that Belfry
 *     did not write, the position in the dead-letter topic
 * @param group who gave it up; null if the letter does not say
 * @param attempts how often it was tried; 0 if the letter does not say
 * @param failedAt when it was given up; else when the letter was written
 * @param cause why
 */
public record DeadLetter(
    int partition,
    long offset,
    Message message,
    @Nullable String group,
    int attempts,
    Instant failedAt,
    Cause cause) {

  /**
   * Why a message was given up.
   *
   * @param reason in a sentence; empty if the letter does not say
   * @param exceptionClass null if the handler decided without an exception
   * @param exceptionMessage null if it had none
   * @param stack its stack trace, cut to 8 KiB; null as the class
   */
  public record Cause(
      String reason,
      @Nullable String exceptionClass,
      @Nullable String exceptionMessage,
      @Nullable String stack) {}

  /** Where the message was sent to; empty if the letter does not say. */
  public Optional<String> origin() {
    return group == null ? Optional.empty() : Optional.of(message.topic());
  }

  /** Place, key and reason, without the content. */
  @Override
  public String toString() {
    return partition + "@" + offset + " of " + message + ": " + cause.reason();
  }
}
