package dev.belfry.tasks;

import com.google.protobuf.ByteString;
import dev.belfry.tasks.internal.redis.Change;
import dev.belfry.tasks.internal.redis.RedisBroker;
import dev.belfry.tasks.internal.redis.StoredTask;
import dev.belfry.tasks.internal.redis.Transfer;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes tasks to other queues, and lets them run again with changes. {@link TaskInspector#transfer}
 * makes one. Thread-safe.
 *
 * <p>A task keeps its id, its headers and the notes on its attempts; its unique lock stays with it
 * for the rest of its time. Each call is atomic, but for one: between two queues of a Redis
 * Cluster, the task is written first where it goes to, held back for 30 s, then deleted where it
 * was, then released. If the process dies in between, the task runs at most 30 s later, and perhaps
 * at both queues; it is never lost.
 *
 * <p>All methods throw {@link TaskStoreException} if Redis cannot be reached or refuses, {@link
 * TaskNotFoundException} if there is no such task, {@link TaskStateException} if a worker or an
 * aggregator has it, {@link TaskIdConflictException} if the other queue has a task of that id,
 * {@link DuplicateTaskException} if another task there has its unique lock, and {@link
 * TaskChangedException} if it changes again and again meanwhile.
 */
public final class TaskTransfer {
  /** How often a change is tried whose task changes at the same time. */
  private static final int TRIES = 5;

  private final RedisBroker broker;
  private final ChangeErrors errors;

  TaskTransfer(RedisBroker broker) {
    this.broker = broker;
    errors = new ChangeErrors(broker.admin());
  }

  /**
   * Puts a task into another queue, in the same state and with the same time. Tasks that are
   * completed cannot move.
   *
   * @throws IllegalArgumentException if the name is blank, or that of the queue that has it
   */
  public void move(String queue, String id, String toQueue) {
    requireOther(queue, toQueue);
    for (int tries = 0; ; tries++) {
      Seen seen = read(queue, id);
      if (settled(move(seen, toQueue), queue, id, seen.message(), toQueue, tries)) {
        return;
      }
    }
  }

  private static void requireOther(String queue, String toQueue) {
    if (toQueue.isBlank() || toQueue.equals(queue)) {
      throw new IllegalArgumentException(
          "a task of queue '" + queue + "' cannot move to '" + toQueue + "'");
    }
  }

  /**
   * Lets a task that no worker has run again, with changes: at once, or at the time that the edit
   * says. It has all its retries again. Its last error stays, for whoever looks at it.
   */
  public void requeue(String queue, String id, TaskEdit edit) {
    for (int tries = 0; ; tries++) {
      Seen seen = read(queue, id);
      var edited = new EditedTask(seen.message(), edit);
      if (settled(
          requeue(seen, edit), queue, id, edited.message(), edited.message().queue(), tries)) {
        return;
      }
    }
  }

  private boolean settled(
      Change change, String queue, String id, TaskMessage message, String toQueue, int tries) {
    switch (change) {
      case CONFLICT -> throw new TaskIdConflictException(id, toQueue);
      case DUPLICATE -> throw new DuplicateTaskException(message.type(), toQueue);
      case CHANGED -> {
        if (tries < TRIES) {
          return false;
        }
      }
      default -> {}
    }
    errors.require(change, queue, id);
    return true;
  }

  /** A task as it was read. */
  record Seen(ByteString bytes, TaskMessage message, TaskState state) {}

  private Seen read(String queue, String id) {
    StoredTask task = broker.task(queue, id).orElse(null);
    byte[] bytes = broker.admin().message(queue, id);
    if (task == null || bytes.length == 0) {
      errors.require(Change.MISSING, queue, id);
      throw new TaskNotFoundException(queue, id);
    }
    return new Seen(ByteString.copyFrom(bytes), task.message(), task.state());
  }

  Change move(Seen seen, String toQueue) {
    if (seen.state() == TaskState.COMPLETED) {
      return Change.COMPLETED;
    }
    TaskMessage moved = moved(seen.message(), toQueue);
    return transfer(seen, moved, seen.state(), null);
  }

  /** The lock is that of the queue, so it gets the same name in the other one. */
  private TaskMessage moved(TaskMessage message, String toQueue) {
    String old = broker.keyspace().queue(message.queue()).lockPrefix();
    var moved = message.toBuilder().queue(toQueue);
    if (message.uniqueKey().startsWith(old)) {
      moved.uniqueKey(
          broker.keyspace().queue(toQueue).lockPrefix()
              + message.uniqueKey().substring(old.length()));
    }
    return moved.build();
  }

  Change requeue(Seen seen, TaskEdit edit) {
    var edited = new EditedTask(seen.message(), edit);
    String toQueue = edited.message().queue();
    TaskMessage message =
        toQueue.equals(seen.message().queue())
            ? edited.message()
            : moved(edited.message().toBuilder().queue(seen.message().queue()).build(), toQueue);
    return transfer(seen, message, edited.state(), edited.at(broker.now()));
  }

  private Change transfer(Seen seen, TaskMessage message, TaskState state, @Nullable Instant due) {
    if (seen.state() == TaskState.ACTIVE) {
      return Change.ACTIVE;
    }
    return broker
        .admin()
        .transfer(
            new Transfer(
                seen.message().queue(),
                new Transfer.Seen(seen.bytes(), seen.state()),
                message,
                state,
                due));
  }

  /** What a task becomes by an edit. */
  private static final class EditedTask {
    private final TaskMessage message;
    private TaskState state = TaskState.PENDING;
    private TaskOption time = TaskOption.processIn(Duration.ZERO);

    EditedTask(TaskMessage old, TaskEdit edit) {
      var edited = old.toBuilder().retried(0).completedAt(0).group("");
      edit.type().ifPresent(edited::type);
      edit.payload().map(ByteString::copyFrom).ifPresent(edited::payload);
      Map<String, String> headers = new HashMap<>(old.headers());
      headers.keySet().removeAll(edit.removedHeaders());
      for (TaskOption option : edit.options()) {
        apply(option, edited, headers);
      }
      message = edited.headers(headers).build();
    }

    private void apply(TaskOption option, TaskMessage.Builder edited, Map<String, String> headers) {
      switch (option) {
        case TaskOption.Queue(String name) -> edited.queue(name);
        case TaskOption.MaxRetry(int retries) -> edited.maxRetry(retries);
        case TaskOption.Timeout(var duration) -> edited.timeoutSeconds(duration.toSeconds());
        case TaskOption.Deadline(Instant instant) ->
            edited.deadlineSeconds(instant.getEpochSecond());
        case TaskOption.Retention(var duration) -> edited.retentionSeconds(duration.toSeconds());
        case TaskOption.Header(String key, String value) -> headers.put(key, value);
        case TaskOption.Group(String name) -> {
          edited.group(name);
          state = TaskState.AGGREGATING;
        }
        case TaskOption.ProcessAt at -> timed(at);
        case TaskOption.ProcessIn in -> timed(in);
        default -> throw new IllegalArgumentException("an edit has no option " + option);
      }
    }

    private void timed(TaskOption option) {
      time = option;
      state = TaskState.SCHEDULED;
    }

    TaskMessage message() {
      return message;
    }

    TaskState state() {
      return state;
    }

    @Nullable Instant at(Instant now) {
      return switch (time) {
        case TaskOption.ProcessAt(Instant instant) -> instant;
        case TaskOption.ProcessIn(var delay) -> now.plus(delay);
        default -> null;
      };
    }
  }
}
