package dev.belfry.looklook.payment;

import dev.belfry.looklook.common.effect.Effect;
import dev.belfry.looklook.common.effect.SideEffects;
import dev.belfry.looklook.common.job.PaymentUpdate;
import org.jdbi.v3.core.Handle;

/** What follows from the states of a payment. Thread-safe. */
final class PaymentEffects {
  private final SideEffects effects;

  PaymentEffects(SideEffects effects) {
    this.effects = effects;
  }

  /** The order's side must hear how the payment of the order stands. */
  void changed(Handle transaction, Payment payment) {
    effects.ensure(
        transaction.getConnection(),
        new Effect.PaymentChanged(new PaymentUpdate(payment.status().code(), payment.orderSn())));
  }
}
