package dev.belfry.tasks.internal.schedule;

/** A schedule that cannot be read; the message names the place and what is accepted there. */
public final class CronSyntaxException extends IllegalArgumentException {
  CronSyntaxException(String message) {
    super(message);
  }

  CronSyntaxException(String message, Throwable cause) {
    super(message, cause);
  }
}
