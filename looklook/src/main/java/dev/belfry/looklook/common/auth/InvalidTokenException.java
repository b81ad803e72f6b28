package dev.belfry.looklook.common.auth;

/** A token is missing, expired, malformed or signed by another key. The message is for the log. */
public final class InvalidTokenException extends Exception {
  InvalidTokenException(String message) {
    super(message);
  }

  InvalidTokenException(String message, Throwable cause) {
    super(message, cause);
  }
}
