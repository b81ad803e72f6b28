package dev.belfry.looklook.payment.provider;

/** A callback is not from the provider, too old or unreadable. The message is for the log. */
public final class InvalidCallbackException extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidCallbackException(String message) {
    super(message);
  }

  public InvalidCallbackException(String message, Throwable cause) {
    super(message, cause);
  }
}
