package dev.belfry.outbox;

import org.jspecify.annotations.Nullable;

/** Something about the outbox failed; the text says what, where, and what to do. */
public class OutboxException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public OutboxException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
