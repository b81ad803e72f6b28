package dev.belfry.looklook.payment.provider;

/** A provider did not answer or said no. */
public final class ProviderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ProviderException(String message, Throwable cause) {
    super(message, cause);
  }
}
