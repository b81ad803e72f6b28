package dev.belfry.tasks;

import dev.belfry.tasks.EnqueueResult.Refused;
import dev.belfry.tasks.EnqueueResult.Stored;
import dev.belfry.tasks.internal.redis.NewTask;
import dev.belfry.tasks.internal.redis.RedisBroker;
import dev.belfry.tasks.internal.redis.TaskBroker;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Puts tasks into queues. Thread-safe; one client for the whole process is enough, and fastest: the
 * calls of many threads share its connection and travel together. A thread that calls {@link
 * #enqueue} while nobody else does has another connection, up to four of them, to itself.
 *
 * <p>The client reconnects by itself. A call made while Redis is away waits for its return, but no
 * longer than the target's command timeout. If the reply to a call is lost with the connection, the
 * call is repeated; Redis knows it again, and it takes effect once.
 */
public final class TaskClient implements AutoCloseable {
  private static final byte[] NO_RESULT = {};

  /** Tasks of a batch that leave together: as many as one script takes. */
  private static final int PORTION = 128;

  /**
   * Portions of a batch on their way: while Redis stores some, others are prepared. What others
   * enqueue meanwhile waits for so many, some 5 ms.
   */
  private static final int MOST_PORTIONS = 8;

  private record Portion(
      List<Task> tasks, List<NewTask> resolved, List<CompletableFuture<NewTask.Result>> results) {}

  private final TaskBroker broker;

  private TaskClient(TaskBroker broker) {
    this.broker = broker;
  }

  /**
   * Connects to Redis.
   *
   * @throws TaskStoreException if Redis cannot be reached or refuses; says what to check
   */
  public static TaskClient connect(RedisTarget target) {
    return new TaskClient(RedisBroker.connect(target));
  }

  /**
   * Stores a task. It runs as soon as a worker is free, unless an option says when.
   *
   * @return the task as it was stored
   * @throws TaskIdConflictException if the chosen id is taken
   * @throws DuplicateTaskException if it is to be unique and is not
   * @throws TaskStoreException if Redis cannot be reached or refuses; after a lost connection it is
   *     not known whether the task was stored
   */
  public TaskInfo enqueue(Task task, TaskOption... options) {
    NewTask resolved = resolve(task, options);
    return judge(broker, resolved, broker.enqueue(resolved));
  }

  /**
   * Stores a task without blocking.
   *
   * @return the task as it was stored; completes within the command timeout, with what {@link
   *     #enqueue} throws if it is not stored. What depends on it may run on a network thread and so
   *     must not block: use the methods that end in {@code Async} for what may take long
   */
  public CompletableFuture<TaskInfo> enqueueAsync(Task task, TaskOption... options) {
    NewTask resolved = resolve(task, options);
    return broker.enqueueAsync(resolved).thenApply(result -> judge(broker, resolved, result));
  }

  /**
   * Stores many tasks at once, each judged by itself: one that is refused does not keep the others
   * from being stored. Tasks of one queue keep their order; there may be several queues. Not
   * atomic: while it runs, some are stored and others are not yet.
   *
   * <p>Costs one round trip per queue and 128 tasks. If Redis goes away in the middle, and does not
   * return within the command timeout, the tasks that were not stored by then are refused with
   * {@link TaskStoreException}.
   *
   * @param options for each of the tasks; they override the task's own
   * @return what became of each task, in the same order
   */
  public List<EnqueueResult> enqueueAll(List<Task> tasks, TaskOption... options) {
    var results = new ArrayList<EnqueueResult>(tasks.size());
    var underWay = new ArrayDeque<Portion>();
    int next = 0;
    while (next < tasks.size() && away(results) == null) {
      int end = Math.min(tasks.size(), next + PORTION);
      underWay.add(begin(tasks.subList(next, end), options));
      next = end;
      if (underWay.size() == MOST_PORTIONS) {
        finish(underWay.remove(), results);
      }
    }
    underWay.forEach(portion -> finish(portion, results));
    TaskStoreException away = away(results);
    if (away != null) {
      tasks.subList(next, tasks.size()).forEach(task -> results.add(new Refused(task, away)));
    }
    return results;
  }

  /** Why Redis did not take the last task, if it is away. */
  private static @Nullable TaskStoreException away(List<EnqueueResult> results) {
    return !results.isEmpty()
            && results.getLast() instanceof Refused(var task, TaskStoreException away)
        ? away
        : null;
  }

  private Portion begin(List<Task> tasks, TaskOption... options) {
    List<NewTask> resolved = tasks.stream().map(task -> resolve(task, options)).toList();
    return new Portion(tasks, resolved, broker.enqueueAll(resolved));
  }

  private void finish(Portion portion, List<EnqueueResult> results) {
    for (int i = 0; i < portion.tasks.size(); i++) {
      results.add(result(portion.tasks.get(i), portion.resolved.get(i), portion.results.get(i)));
    }
  }

  private NewTask resolve(Task task, TaskOption... options) {
    return EnqueueOptions.resolve(broker.keyspace(), task, options);
  }

  private EnqueueResult result(
      Task task, NewTask resolved, CompletableFuture<NewTask.Result> result) {
    try {
      return new Stored(judge(broker, resolved, result.join()));
    } catch (TaskException e) {
      return new Refused(task, e);
    } catch (CompletionException e) {
      if (e.getCause() instanceof TaskException reason) {
        return new Refused(task, reason);
      }
      throw e;
    }
  }

  static TaskInfo judge(TaskBroker broker, NewTask task, NewTask.Result result) {
    var message = task.message();
    return switch (result) {
      case NewTask.Pending() -> info(task, TaskState.PENDING, broker.now());
      case NewTask.Scheduled(Instant due) -> info(task, TaskState.SCHEDULED, due);
      case NewTask.Grouped() -> info(task, TaskState.AGGREGATING, null);
      case NewTask.IdConflict() -> throw new TaskIdConflictException(message.id(), message.queue());
      case NewTask.Duplicate() -> throw new DuplicateTaskException(message.type(), message.queue());
    };
  }

  private static TaskInfo info(NewTask task, TaskState state, @Nullable Instant next) {
    return new TaskInfo(task.message(), state, next, NO_RESULT);
  }

  /** Releases the connection. */
  @Override
  public void close() {
    broker.close();
  }
}
