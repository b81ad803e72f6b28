package dev.belfry.looklook.payment;

import dev.belfry.looklook.common.auth.Jwt;
import dev.belfry.looklook.common.http.Router;
import dev.belfry.looklook.common.http.Routes;

/** The paths of the payment API. Thread-safe. */
final class PaymentRoutes implements Routes {
  private static final String PREFIX = "/payment/v1/thirdPayment/";

  /** Where providers send their callbacks. */
  static final String CALLBACK = PREFIX + "thirdPaymentWxPayCallback";

  private final Jwt jwt;
  private final Checkout checkout;
  private final CallbackReceiver callbacks;

  PaymentRoutes(Jwt jwt, Checkout checkout, CallbackReceiver callbacks) {
    this.jwt = jwt;
    this.checkout = checkout;
    this.callbacks = callbacks;
  }

  @Override
  public void mount(Router router) {
    router.postSignedIn(
        PREFIX + "thirdPaymentWxPay",
        jwt,
        PayRequest.class,
        (userId, request) -> checkout.prepay(userId, request.orderSn(), request.serviceType()));
    router.postRaw(CALLBACK, callbacks::receive);
  }
}
