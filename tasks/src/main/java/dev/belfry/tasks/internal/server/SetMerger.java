package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskAggregator;
import dev.belfry.tasks.TaskStoreException;
import dev.belfry.tasks.internal.redis.GroupSet;
import dev.belfry.tasks.internal.redis.Grouping;
import dev.belfry.tasks.internal.redis.NewTask;
import dev.belfry.tasks.internal.redis.Replacement;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Merges one set: reads it, asks the user's aggregator, and replaces the set. Thread-safe. */
final class SetMerger {
  private static final Logger log = LoggerFactory.getLogger(SetMerger.class);

  /** Less than the 120 s after which a set counts as abandoned. */
  private static final Duration LIMIT = Duration.ofSeconds(100);

  /** A group that cannot be aggregated is tried again soon at first, but not for ever. */
  private static final Duration FIRST_REST = Duration.ofSeconds(5);

  private static final Duration LONGEST_REST = Duration.ofMinutes(10);

  private final ServerContext context;
  private final Grouping grouping;
  private final TaskAggregator aggregator;
  private volatile boolean stopping;

  SetMerger(ServerContext context, TaskAggregator aggregator) {
    this.context = context;
    this.grouping = context.broker().grouping();
    this.aggregator = aggregator;
  }

  /** What fails from now on fails because the server stops. */
  void stop() {
    stopping = true;
  }

  /** Whatever happens to the set, this returns. */
  void merge(GroupSet set) {
    try {
      List<TaskMessage> members = grouping.members(set);
      Optional<NewTask> task = members.isEmpty() ? Optional.empty() : ask(set, members);
      Replacement replacement =
          task.isPresent()
              ? grouping.replace(set, members, named(task.get(), set))
              : grouping.drop(set, members);
      told(set, replacement);
    } catch (TaskStoreException e) {
      context.contact().failed("aggregating", e);
      log.warn("{} is left; its tasks go back within two minutes", set);
    } catch (Throwable failure) {
      giveBack(set, failure);
    }
  }

  private Optional<NewTask> ask(GroupSet set, List<TaskMessage> members) throws Exception {
    TaskForms forms = context.settings().forms();
    List<Task> tasks = members.stream().map(forms::task).toList();
    Task merged = withinLimit(set, tasks);
    Objects.requireNonNull(merged, "the aggregator returned null");
    return forms.toStore(context.broker().keyspace(), merged, set.queue());
  }

  private Task withinLimit(GroupSet set, List<Task> tasks) throws Exception {
    Thread self = Thread.currentThread();
    var over = new CompletableFuture<Void>();
    CompletableFuture<?> unused =
        over.completeOnTimeout(null, LIMIT.toMillis(), TimeUnit.MILLISECONDS)
            .thenRun(() -> {
              log.warn("the aggregator of {} does not end; interrupting it", set);
              self.interrupt();
            });
    try {
      return aggregator.aggregate(set.group(), tasks);
    } finally {
      over.cancel(false);
      // An interrupt meant for the aggregator must not hit what this thread does afterwards.
      boolean ignored = Thread.interrupted();
    }
  }

  /** One set, one id: whatever is called twice stores one task. */
  private static NewTask named(NewTask task, GroupSet set) {
    if (task.idOrigin() == NewTask.IdOrigin.CHOSEN) {
      return task;
    }
    TaskMessage message = task.message().toBuilder().id(set.id()).build();
    return new NewTask(message, task.time(), task.uniqueFor(), task.idOrigin());
  }

  private void told(GroupSet set, Replacement replacement) {
    switch (replacement) {
      case STORED -> log.debug("aggregated: {}", set);
      case GONE -> log.warn("{} took too long: its tasks went back, nothing is stored", set);
      case ID_CONFLICT ->
          giveBack(set, new IllegalStateException("the id of the aggregated task is taken"));
      case DUPLICATE ->
          giveBack(set, new IllegalStateException("another task has the aggregated task's lock"));
    }
  }

  private void giveBack(GroupSet set, Throwable failure) {
    try {
      if (stopping) {
        grouping.giveBack(set);
        return;
      }
      Duration rest = grouping.failed(set, FIRST_REST, LONGEST_REST);
      log.error(
          "cannot aggregate {}; its tasks are back, the group rests for {} s",
          set,
          rest.toSeconds(),
          failure);
    } catch (TaskStoreException e) {
      context.contact().failed("putting back a set", e);
      log.error("cannot aggregate {}; its tasks go back within two minutes", set, failure);
    }
  }
}
