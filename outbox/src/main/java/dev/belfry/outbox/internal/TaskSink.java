package dev.belfry.outbox.internal;

import static dev.belfry.tasks.TaskOption.once;
import static dev.belfry.tasks.TaskOption.taskId;

import dev.belfry.tasks.DuplicateTaskException;
import dev.belfry.tasks.EnqueueResult;
import dev.belfry.tasks.EnqueueResult.Refused;
import dev.belfry.tasks.EnqueueResult.Stored;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskException;
import dev.belfry.tasks.TaskIdConflictException;
import dev.belfry.tasks.TaskOption;
import dev.belfry.tasks.TaskStoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts tasks into their queues. A task has the id of its intent, unless it was given one, and the
 * id is remembered beyond the task: so an intent that is handed over again is refused, which means
 * that it is there.
 */
final class TaskSink implements Sink {
  private final TaskDestination destination;
  private final Duration guard;
  private final InstantSource clock;
  private @Nullable TaskClient client;

  TaskSink(TaskDestination destination, Duration guard, InstantSource clock) {
    this.destination = destination;
    this.guard = guard;
    this.clock = clock;
  }

  @Override
  public List<Verdict> hand(List<StoredIntent> intents) {
    var verdicts = new ArrayList<Verdict>();
    var tasks = new ArrayList<Task>();
    var positions = new ArrayList<Integer>();
    for (StoredIntent intent : intents) {
      try {
        tasks.add(task(intent));
        positions.add(verdicts.size());
        verdicts.add(new Verdict.Done());
      } catch (RuntimeException unreadable) {
        verdicts.add(new Verdict.Broken(unreadable));
      }
    }
    List<Verdict> results = enqueue(tasks);
    for (int i = 0; i < results.size(); i++) {
      verdicts.set(positions.get(i), results.get(i));
    }
    return verdicts;
  }

  private Task task(StoredIntent intent) {
    Duration age = Duration.between(intent.createdAt(), clock.instant());
    Task task = IntentCodec.task(intent, age.isNegative() ? Duration.ZERO : age);
    boolean named = task.options().stream().anyMatch(TaskOption.TaskId.class::isInstance);
    if (!named) {
      task = task.with(taskId(intent.id()));
    }
    boolean remembered = task.options().stream().anyMatch(TaskOption.Once.class::isInstance);
    return remembered || guard.isZero() ? task : task.with(once(guard));
  }

  private List<Verdict> enqueue(List<Task> tasks) {
    TaskClient open = client;
    if (tasks.isEmpty() || open == null) {
      return List.of();
    }
    try {
      return open.enqueueAll(tasks).stream().map(TaskSink::verdict).toList();
    } catch (TaskStoreException away) {
      return tasks.stream().<Verdict>map(task -> new Verdict.Refused(away)).toList();
    } catch (RuntimeException e) {
      // One of them has options that make no sense together; alone it does no harm.
      if (tasks.size() == 1) {
        return List.of(new Verdict.Broken(e));
      }
      return tasks.stream().map(task -> enqueue(List.of(task)).getFirst()).toList();
    }
  }

  private static Verdict verdict(EnqueueResult result) {
    return switch (result) {
      case Stored stored -> new Verdict.Done();
      case Refused(Task task, TaskIdConflictException before) -> new Verdict.Done();
      case Refused(Task task, DuplicateTaskException unwanted) -> new Verdict.Done();
      case Refused(Task task, TaskException why) -> new Verdict.Refused(why);
    };
  }

  @Override
  public void open() {
    client = destination.connect().get();
  }

  @Override
  public void close() {
    TaskClient open = client;
    client = null;
    if (open != null && destination.owned()) {
      open.close();
    }
  }
}
