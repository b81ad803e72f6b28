package dev.belfry.looklook.common.effect;

import dev.belfry.looklook.common.job.CloseOrder;
import dev.belfry.looklook.common.job.NotifyPaid;
import dev.belfry.looklook.common.job.PaymentUpdate;
import java.time.Duration;

/** What must follow when a transaction commits. Immutable. */
public sealed interface Effect {

  /**
   * An order waits for money: the task that closes it must be there.
   *
   * @param delay how long the customer has to pay, from now on
   */
  record OrderCreated(CloseOrder task, Duration delay) implements Effect {}

  /** An order was paid: the task that sends this notice must be there. */
  record OrderPaid(NotifyPaid task) implements Effect {}

  /** A payment changed: the order's side must hear of it. */
  record PaymentChanged(PaymentUpdate message) implements Effect {}
}
