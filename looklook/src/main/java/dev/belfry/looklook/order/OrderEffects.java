package dev.belfry.looklook.order;

import dev.belfry.looklook.common.effect.Effect;
import dev.belfry.looklook.common.effect.SideEffects;
import dev.belfry.looklook.common.job.CloseOrder;
import dev.belfry.looklook.common.job.NotifyPaid;
import dev.belfry.looklook.common.job.PaidNotice;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/** What follows from the states of an order. Thread-safe. */
final class OrderEffects {

  /**
   * The customer's time begins when the answer arrives, a little after the order was stored: nobody
   * shall see an order closed before the promised time is over.
   */
  static final Duration GRACE = Duration.ofMillis(250);

  private final SideEffects effects;
  private final Duration closeAfter;

  /** Orders have {@code closeAfter} to be paid. */
  OrderEffects(SideEffects effects, Duration closeAfter) {
    this.effects = effects;
    this.closeAfter = closeAfter;
  }

  /** The task that closes the order if nobody pays it in time. */
  void created(Handle transaction, Order order) {
    effects.ensure(
        transaction.getConnection(),
        new Effect.OrderCreated(new CloseOrder(order.sn()), closeAfter.plus(GRACE)));
  }

  /** What the state of the order asks for; may be called again for the same state. */
  void reached(Handle transaction, Order order) {
    if (order.state() != OrderState.WAIT_USE) {
      return;
    }
    for (PaidNotice notice : PaidNotice.values()) {
      effects.ensure(
          transaction.getConnection(),
          new Effect.OrderPaid(new NotifyPaid(order.sn(), order.userId(), notice)));
    }
  }
}
