package dev.belfry.looklook.payment.provider;

/** A company that collects money for us. Implementations are thread-safe. */
public interface PaymentProvider {

  /** The name in the {@code pay_mode} column. */
  String payMode();

  /**
   * Tells the provider about a payment to come. Asking twice for one payment is harmless.
   *
   * @throws ProviderException if the provider does not answer or says no
   */
  Prepayment prepay(PrepayRequest request);

  /**
   * Checks that a callback comes from the provider, and reads it.
   *
   * @throws InvalidCallbackException if it does not, is too old or cannot be read
   */
  ProviderReport read(ProviderCallback callback) throws InvalidCallbackException;

  /**
   * Asks the provider to give money back. Asking twice with one number is harmless.
   *
   * @return the provider's number of the refund
   * @throws ProviderException if the provider does not answer or says no
   */
  String refund(RefundRequest request);
}
