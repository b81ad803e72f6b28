package dev.belfry.looklook.common.effect;

import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.retention;
import static dev.belfry.tasks.TaskOption.taskId;

import dev.belfry.looklook.common.job.CloseOrder;
import dev.belfry.looklook.common.job.NotifyPaid;
import dev.belfry.looklook.common.job.PaymentUpdate;
import dev.belfry.outbox.Outbox;
import dev.belfry.tasks.Task;
import java.sql.Connection;
import java.time.Duration;

/**
 * Writes what is to follow into the outbox, with the transaction's own connection: both commit or
 * neither does, and neither Redis nor Kafka is waited for. Thread-safe.
 */
public final class OutboxEffects implements SideEffects {

  /**
   * How long a sent notice keeps its id, so that an order update that is repeated does not send it
   * again; longer than Kafka or a provider takes to give up repeating.
   */
  static final Duration NOTICE_KEPT = Duration.ofDays(3);

  private final Outbox outbox;
  private final String topic;

  /**
   * Writes into this outbox.
   *
   * @param topic where payment updates go
   */
  public OutboxEffects(Outbox outbox, String topic) {
    this.outbox = outbox;
    this.topic = topic;
  }

  @Override
  public void ensure(Connection transaction, Effect effect) {
    switch (effect) {
      case Effect.OrderCreated(CloseOrder task, Duration delay) ->
          outbox.enqueue(
              transaction, Task.of(CloseOrder.TYPE, task), taskId(task.taskId()), processIn(delay));
      case Effect.OrderPaid(NotifyPaid task) ->
          outbox.enqueue(
              transaction,
              Task.of(NotifyPaid.TYPE, task),
              taskId(task.taskId()),
              retention(NOTICE_KEPT));
      case Effect.PaymentChanged(PaymentUpdate message) ->
          outbox.send(transaction, topic, message.orderSn(), message);
    }
  }
}
