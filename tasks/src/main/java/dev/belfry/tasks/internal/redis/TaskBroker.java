package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.TaskStoreException;
import dev.belfry.tasks.internal.wire.Keyspace;
import dev.belfry.tasks.internal.wire.ServerInfo;
import dev.belfry.tasks.internal.wire.WorkerInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Everything that is ever done to the store of tasks. Each operation is atomic, and one whose reply
 * was lost may simply be called again. The store's clock is the only one that counts.
 *
 * <p>Thread-safe. Methods block for at most the target's command timeout, a reconnection in the
 * meantime included, and then throw {@link TaskStoreException}.
 */
public interface TaskBroker extends AutoCloseable {
  /** How long a lease lasts from its last extension; fixed by the format. */
  Duration LEASE = Duration.ofSeconds(30);

  /** How the store names its keys. */
  Keyspace keyspace();

  /**
   * How much one exchange carries in each direction: some 2 ms during which Redis serves nobody.
   */
  int MAX_EXCHANGE = 100;

  /** Stores a task, unless its id or its lock is taken. */
  NewTask.Result enqueue(NewTask task);

  /**
   * The same without blocking. What depends on the result runs on a network thread, or on the
   * caller's, and must not block.
   */
  CompletableFuture<NewTask.Result> enqueueAsync(NewTask task);

  /**
   * Stores tasks, each judged by itself, those of one queue in this order. Does not block; there is
   * one result per task, in the same order. Redis may be away for the command timeout before those
   * that are not stored yet fail.
   */
  List<CompletableFuture<NewTask.Result>> enqueueAll(List<NewTask> tasks);

  /**
   * Takes up to {@code max} of the oldest tasks that are ready to run, each with a lease of {@link
   * #LEASE}. Ids without a record are dropped, records that cannot be read are archived.
   *
   * @param owner names the server for people; the broker adds what makes it unique per attempt
   */
  Fetch dequeue(String queue, int max, String owner);

  /**
   * Writes successes in one queue and takes tasks from it, in one round trip; returns at once. It
   * is for the most common of all outcomes only, and for attempts whose lease is as it is known
   * here. Takes no more than {@code max}, except after a call whose reply was lost: then it brings
   * what that one took.
   *
   * @param successes at most {@link #MAX_EXCHANGE}
   * @param max how many tasks to take, of which at most {@link #MAX_EXCHANGE} are; 0 for none
   * @param taker who takes them
   */
  CompletionStage<Exchange> exchange(String queue, List<Ack.Done> successes, int max, Taker taker);

  /**
   * Writes the outcomes of attempts in one queue, each judged by itself, in one round trip.
   * Requeued tasks end up in the order given, the first of them next to run.
   *
   * @return one result per outcome, in the same order
   */
  List<Ack.Result> acknowledge(String queue, List<? extends Ack> acks);

  /** Extends the leases of attempts in one queue to {@link #LEASE} from now. */
  Extension extendLeases(String queue, List<Lease> leases);

  /** Stores a handler's result with its task; false if the attempt no longer holds its lease. */
  boolean writeResult(Lease lease, byte[] result);

  /** Whether no task of the queue is with a worker, so that there is none to recover. */
  boolean isAtRest(String queue);

  /**
   * Puts tasks whose lease is over back to where they run next, without burning a retry; a task
   * that this has happened to too often is archived. Also clears away leftovers of crashes.
   */
  Recovery recover(String queue);

  /** Moves the tasks that have become due, from the schedule and from the retries. */
  Forwarded forward(String queue);

  /** Moves the tasks of one set that have become due. */
  Forwarded forward(String queue, DelayedSet set);

  /**
   * When to {@link #forward} for the sake of the set's first task, or empty if it has none; never
   * too late, but up to a second early. One command.
   */
  Optional<Instant> nextDue(String queue, DelayedSet set);

  /**
   * Forgets up to {@code most} completed tasks whose retention is over, and as many archived ones
   * beyond the bounds of the archive.
   */
  Expired deleteExpired(String queue, int most);

  /**
   * Waits, on a connection of its own, until the queue has something to run. While a wait for a
   * queue is under way, another call returns the same future. A failure of the connection completes
   * it exceptionally with {@link TaskStoreException}. Not for a paused queue: it returns at once.
   */
  CompletableFuture<Wake> awaitPending(String queue, Duration timeout);

  /** Groups of tasks and the sets taken from them. */
  Grouping grouping();

  /** Whether the queue is paused. */
  boolean isPaused(String queue);

  /** Tells everyone that this server lives, for {@code ttl} in whole seconds, and what it runs. */
  void writeServerState(ServerInfo server, Collection<WorkerInfo> workers, Duration ttl);

  /** Takes back what {@link #writeServerState} told. */
  void clearServerState(ServerInfo server);

  /** What schedulers keep. */
  ScheduleStore schedules();

  /**
   * Asks the server that runs the task, whichever it is, to cancel it. A server of Belfry that does
   * not hear that, because it just reconnects, learns it with its next heartbeat.
   */
  void publishCancel(String taskId);

  /**
   * Calls {@code listener} with the id of each task to cancel, on a thread that must not block.
   * Survives reconnections. Closing the result ends it.
   */
  Subscription onCancel(Consumer<String> listener);

  /**
   * Tells {@code listener} what Belfry's clients and servers do that concerns delayed tasks. Go's
   * do not tell. Survives reconnections, but what was told meanwhile is lost. Closing the result
   * ends it.
   */
  Subscription onDue(String queue, DueListener listener);

  /** The task with its record's text of state, or empty. */
  Optional<StoredTask> task(String queue, String id);

  /** How many tasks the queue has in each state. */
  Map<TaskState, Long> counts(String queue);

  /** The names of all queues. */
  Set<String> queues();

  /** The time of Redis, from the last sample; blocks for a round trip only if that is too old. */
  Instant now();

  /** Checks that Redis answers. */
  void ping();

  /** Releases the connections; waits and listeners end. */
  @Override
  void close();

  /** A registered listener. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
