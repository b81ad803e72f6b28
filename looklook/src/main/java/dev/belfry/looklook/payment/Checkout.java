package dev.belfry.looklook.payment;

import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.payment.provider.PaymentProvider;
import dev.belfry.looklook.payment.provider.PrepayRequest;
import dev.belfry.looklook.payment.provider.Prepayment;
import dev.belfry.looklook.payment.provider.ProviderException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a customer pay an order. Thread-safe. */
final class Checkout {

  /** The only kind of order there is. */
  static final String HOMESTAY_ORDER = "homestayOrder";

  private static final Logger log = LoggerFactory.getLogger(Checkout.class);

  private final PayableOrders orders;
  private final PaymentService payments;
  private final PaymentProvider provider;

  Checkout(PayableOrders orders, PaymentService payments, PaymentProvider provider) {
    this.orders = orders;
    this.payments = payments;
    this.provider = provider;
  }

  /**
   * Opens the payment of an order, or opens it again, and tells the provider about it.
   *
   * @throws CodedException if there is nothing for this customer to pay, or the provider says no
   */
  Prepayment prepay(long userId, String orderSn, String serviceType) {
    if (!serviceType.equals(HOMESTAY_ORDER)) {
      throw CodedException.param(
          "serviceType must be %s, but is %s".formatted(HOMESTAY_ORDER, serviceType));
    }
    PayableOrder order =
        orders
            .find(orderSn)
            .filter(found -> found.userId() == userId)
            .orElseThrow(() -> CodedException.business("There is no order " + orderSn));
    switch (order.stage()) {
      case CLOSED -> throw CodedException.business("Order %s is closed".formatted(orderSn));
      case PAID -> throw CodedException.business("Order %s is paid already".formatted(orderSn));
      case WAITS_FOR_PAYMENT -> {}
    }
    Payment payment =
        payments.open(
            new PaymentTerms(userId, orderSn, serviceType, provider.payMode(), order.total()));
    try {
      return provider.prepay(
          new PrepayRequest(payment.sn(), payment.terms().total(), order.title()));
    } catch (ProviderException e) {
      log.atError().setCause(e).addKeyValue("paymentSn", payment.sn()).log("Prepay failed");
      throw CodedException.business("The payment provider does not answer, please try again");
    }
  }
}
