package dev.belfry.messaging;

import org.jspecify.annotations.Nullable;

/** Something about messages failed; the text says what, where, and what to do. */
public class MessagingException extends RuntimeException {

  public MessagingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
