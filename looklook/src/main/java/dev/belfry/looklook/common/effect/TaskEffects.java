package dev.belfry.looklook.common.effect;

import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.retention;
import static dev.belfry.tasks.TaskOption.taskId;

import dev.belfry.looklook.common.job.CloseOrder;
import dev.belfry.looklook.common.job.NotifyPaid;
import dev.belfry.service.Deadline;
import dev.belfry.service.Service;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskException;
import dev.belfry.tasks.TaskIdConflictException;
import dev.belfry.tasks.TaskOption;
import java.sql.Connection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Enqueues tasks directly, within the caller's transaction and before it commits. Thread-safe.
 *
 * <p>Why so, and what can go wrong without an outbox:
 *
 * <ul>
 *   <li>Redis refuses: the transaction rolls back, the caller gets an error and may ask again.
 *       Nothing is lost. Orders cannot be made while Redis is down.
 *   <li>The task is enqueued and the commit fails, or the process dies in between: a task about an
 *       order that does not exist, or is not paid. Its handler reads the order and finds nothing to
 *       do. A handler may also be faster than the commit: one that finds a state it does not expect
 *       yet must ask to be run again.
 *   <li>Redis stored the task but its answer was lost: the transaction rolls back as if it had
 *       refused. When the caller asks again, the task's id is there already, which is success.
 *   <li>The row stays locked for as long as Redis takes to answer.
 * </ul>
 *
 * Enqueuing after the commit instead would lose the task when the process dies in between, and
 * nobody would know.
 */
public final class TaskEffects implements SideEffects, Service {

  /**
   * How long a sent notice keeps its id, so that an order update that is repeated does not send it
   * again; longer than Kafka or a provider takes to give up repeating.
   */
  static final Duration NOTICE_KEPT = Duration.ofDays(3);

  private final RedisTarget redis;
  private volatile @Nullable TaskClient client;

  /** Enqueues in this Redis, from {@link #start} to {@link #stop}. */
  public TaskEffects(RedisTarget redis) {
    this.redis = redis;
  }

  @Override
  public String name() {
    return "task-client";
  }

  @Override
  public void start() {
    client = TaskClient.connect(redis);
  }

  @Override
  public void stop(Deadline deadline) {
    TaskClient open = client;
    client = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void ensure(Connection transaction, Effect effect) {
    switch (effect) {
      case Effect.OrderCreated created ->
          enqueue(
              effect,
              Task.of(CloseOrder.TYPE, created.task()),
              taskId(created.task().taskId()),
              processIn(created.delay()));
      case Effect.OrderPaid paid ->
          enqueue(
              effect,
              Task.of(NotifyPaid.TYPE, paid.task()),
              taskId(paid.task().taskId()),
              retention(NOTICE_KEPT));
      case Effect.PaymentChanged changed ->
          throw new IllegalStateException("this process sends no messages: " + changed);
    }
  }

  private void enqueue(Effect effect, Task task, TaskOption... options) {
    TaskClient open = client;
    if (open == null) {
      throw new IllegalStateException(name() + " is not started");
    }
    try {
      open.enqueue(task, options);
    } catch (TaskIdConflictException alreadyThere) {
      // Ensured before: that is what was asked for.
      return;
    } catch (TaskException e) {
      throw new EffectFailedException(effect, e);
    }
  }
}
