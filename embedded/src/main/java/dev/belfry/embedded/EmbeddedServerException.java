package dev.belfry.embedded;

import org.jspecify.annotations.Nullable;

/** An embedded server could not be started or used. The message says why and what to do. */
public final class EmbeddedServerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what went wrong and what to do, for a person to read
   * @param cause the error underneath, or null
   */
  public EmbeddedServerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
