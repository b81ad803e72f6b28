package dev.belfry.tasks;

import dev.belfry.tasks.EnqueueResult.Refused;
import dev.belfry.tasks.EnqueueResult.Stored;
import dev.belfry.tasks.internal.redis.NewTask;
import dev.belfry.tasks.internal.redis.RedisBroker;
import dev.belfry.tasks.internal.redis.TaskBroker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
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

  /** What others enqueue meanwhile waits for so many tasks of a batch, some 10 ms. */
  private static final int PORTION = 1024;

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
    for (int from = 0; from < tasks.size(); from += PORTION) {
      var portion = tasks.subList(from, Math.min(tasks.size(), from + PORTION));
      if (!results.isEmpty()
          && results.getLast() instanceof Refused(var task, TaskStoreException away)) {
        portion.forEach(each -> results.add(new Refused(each, away)));
      } else {
        results.addAll(store(portion, options));
      }
    }
    return results;
  }

  private List<EnqueueResult> store(List<Task> tasks, TaskOption... options) {
    List<NewTask> resolved = tasks.stream().map(task -> resolve(task, options)).toList();
    var results = broker.enqueueAll(resolved);
    return IntStream.range(0, tasks.size())
        .mapToObj(i -> result(tasks.get(i), resolved.get(i), results.get(i)))
        .toList();
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
