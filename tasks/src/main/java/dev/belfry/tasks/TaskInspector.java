package dev.belfry.tasks;

import dev.belfry.tasks.internal.redis.Change;
import dev.belfry.tasks.internal.redis.Listed;
import dev.belfry.tasks.internal.redis.RedisBroker;
import dev.belfry.tasks.internal.redis.TaskAdmin;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at queues, tasks, servers and schedulers, and changes tasks and queues by hand.
 * Thread-safe; one for a whole process is enough.
 *
 * <p>Every change to one task is atomic: it is made whole or not at all, whatever servers do
 * meanwhile. Bulk changes are made in portions that keep Redis from others for a few milliseconds;
 * they stop at as many tasks as there were when they began. If the connection breaks, a call is
 * repeated; then a change that was made may be reported as one that need not be made.
 *
 * <p>All methods throw {@link TaskStoreException} if Redis cannot be reached or refuses. Those that
 * name a queue throw {@link QueueNotFoundException} if there is no such queue, unless they say
 * otherwise.
 */
public final class TaskInspector implements AutoCloseable {
  /** Day counters are kept for as long. */
  private static final int MAX_DAYS = 90;

  private static final Set<TaskState> RUNNABLE =
      EnumSet.of(TaskState.SCHEDULED, TaskState.RETRY, TaskState.ARCHIVED, TaskState.COMPLETED);
  private static final Set<TaskState> ARCHIVABLE =
      EnumSet.of(TaskState.PENDING, TaskState.SCHEDULED, TaskState.RETRY);
  private static final Set<TaskState> DELETABLE =
      EnumSet.complementOf(EnumSet.of(TaskState.ACTIVE, TaskState.AGGREGATING));
  private static final String NO_GROUP = "";

  private final RedisBroker broker;
  private final TaskAdmin admin;
  private final ChangeErrors errors;
  private final PayloadUpdate payloads;

  private TaskInspector(RedisBroker broker) {
    this.broker = broker;
    admin = broker.admin();
    errors = new ChangeErrors(admin);
    payloads = new PayloadUpdate(admin, errors);
  }

  /**
   * Connects to Redis.
   *
   * @throws TaskStoreException if Redis cannot be reached or refuses; says what to check
   */
  public static TaskInspector connect(RedisTarget target) {
    return new TaskInspector(RedisBroker.connect(target));
  }

  /** The names of all queues, in alphabetical order. */
  public Set<String> queues() {
    return broker.queues();
  }

  /** How a queue stands. Its counts of groups are taken a moment after the others. */
  public QueueInfo queue(String queue) {
    return admin.queue(queue);
  }

  /**
   * How all queues stand, looked at together: three round trips, and some ten commands for each
   * queue that has tasks.
   */
  public QueueSamples sample() {
    return admin.sample();
  }

  /** How many tasks the queue has in each state; all zero for an unknown queue. */
  public Map<TaskState, Long> queueCounts(String queue) {
    return broker.counts(queue);
  }

  /**
   * What a queue did on each of the last days, today first. Days begin at midnight UTC.
   *
   * @param days from 1 to 90
   */
  public List<DailyStats> history(String queue, int days) {
    if (days < 1 || days > MAX_DAYS) {
      throw new IllegalArgumentException("history is kept for 90 days, not " + days);
    }
    return admin.history(queue, days);
  }

  /**
   * An estimate of the memory that the queue takes in Redis, from at most 20 tasks of each state.
   * Sends some 200 commands, {@code MEMORY USAGE} among them, which Redis as a service may not
   * permit.
   */
  public QueueMemory memory(String queue) {
    admin.requireQueue(queue);
    return admin.memory(queue);
  }

  /** The groups that have tasks, by name. */
  public List<GroupInfo> groups(String queue) {
    admin.requireQueue(queue);
    return admin.groups(queue);
  }

  /**
   * Keeps all servers from taking tasks of the queue, until {@link #resume}. Tasks may still be
   * enqueued.
   *
   * @throws QueueStateException if the queue is paused already
   */
  public void pause(String queue) {
    admin.requireQueue(queue);
    if (!admin.pause(queue)) {
      throw new QueueStateException("queue '" + queue + "' is already paused");
    }
  }

  /**
   * Lets servers take tasks of the queue again.
   *
   * @throws QueueStateException if the queue is not paused
   */
  public void resume(String queue) {
    if (!admin.resume(queue)) {
      admin.requireQueue(queue);
      throw new QueueStateException("queue '" + queue + "' is not paused");
    }
  }

  /**
   * Deletes a queue, with its counters and the flag that it is paused. Clients make it anew with
   * their next task; those of Go forget to show it then, which {@link #doctor} mends.
   *
   * @throws QueueNotEmptyException if it has tasks that may not go, or that a worker has
   */
  public void deleteQueue(String queue, QueueDeletion what) {
    admin.requireQueue(queue);
    admin.deleteQueue(queue, what);
  }

  /**
   * A task by its id, or empty if the queue has no such task.
   *
   * @throws TaskException if the task is there but cannot be read
   */
  public Optional<TaskInfo> task(String queue, String id) {
    return broker.task(queue, id).map(TaskInfo::new);
  }

  /**
   * What is known of the attempts to run a task.
   *
   * @throws TaskNotFoundException if there is no such task
   */
  public AttemptHistory attempts(String queue, String id) {
    TaskInfo task = task(queue, id).orElseThrow(() -> new TaskNotFoundException(queue, id));
    return AttemptReading.of(task, admin.attempts(queue, id));
  }

  /**
   * Tasks of a state other than aggregating. Pending ones come in the order in which they run,
   * active ones in which they were taken, the others by their times: due first, or ended first.
   */
  public TaskPage list(String queue, TaskState state, Page page) {
    if (state == TaskState.AGGREGATING) {
      throw new IllegalArgumentException("tasks are aggregated by group: use listGroup");
    }
    admin.requireQueue(queue);
    return page(admin.list(queue, state, page), page);
  }

  /** Tasks that wait in a group, those that came first at the beginning. */
  public TaskPage listGroup(String queue, String group, Page page) {
    admin.requireQueue(queue);
    return page(admin.listGroup(queue, group, page), page);
  }

  private static TaskPage page(Listed listed, Page page) {
    List<ListedTask> tasks = listed.entries().stream().map(TaskInspector::listed).toList();
    return new TaskPage(tasks, listed.total(), page);
  }

  private static ListedTask listed(Listed.Entry entry) {
    var task = entry.task();
    return task == null
        ? new ListedTask.Broken(entry.id(), entry.problem())
        : new ListedTask.Found(new TaskInfo(task));
  }

  /**
   * Lets a task run as soon as a worker is free, in whatever state it is. A task of a group leaves
   * it for good.
   *
   * @throws TaskNotFoundException if there is no such task
   * @throws TaskStateException if it is pending, active, or with an aggregator
   */
  public void run(String queue, String id) {
    errors.require(admin.run(queue, id), queue, id);
  }

  /**
   * Archives a task; its message stays as it is. If the archive is full, the oldest one is deleted.
   *
   * @throws TaskNotFoundException if there is no such task
   * @throws TaskStateException if it is archived, active, or with an aggregator
   */
  public void archive(String queue, String id) {
    errors.require(admin.archive(queue, id), queue, id);
  }

  /**
   * Deletes a task, and releases its unique lock. Takes some milliseconds of Redis if the task is
   * one of hundreds of thousands of pending ones.
   *
   * @throws TaskNotFoundException if there is no such task
   * @throws TaskStateException if it is active, or with an aggregator
   */
  public void delete(String queue, String id) {
    errors.require(admin.delete(queue, id), queue, id);
  }

  /**
   * Gives a task that is pending, scheduled, archived or waits for a retry another time to run. A
   * time that has passed means at once. A unique lock is kept for longer accordingly.
   *
   * @throws TaskNotFoundException if there is no such task
   * @throws TaskStateException if it is in another state
   */
  public void reschedule(String queue, String id, Instant at) {
    errors.require(admin.reschedule(queue, id, at), queue, id);
  }

  /**
   * Gives a waiting task another payload. Its unique lock stays that of the old payload.
   *
   * @throws TaskNotFoundException if there is no such task
   * @throws TaskStateException if it is active, completed, or with an aggregator
   */
  public void updatePayload(String queue, String id, byte[] payload) {
    payloads.update(queue, id, null, payload);
  }

  /**
   * The same, but only if the payload is still {@code expected}.
   *
   * @throws TaskChangedException if it is not
   */
  public void updatePayload(String queue, String id, byte[] expected, byte[] payload) {
    payloads.update(queue, id, expected, payload);
  }

  /**
   * Lets all tasks of a state run: scheduled, retry, archived or completed ones.
   *
   * @return how many
   */
  public long runAll(String queue, TaskState state) {
    requireBulk(queue, state, RUNNABLE);
    return admin.runAll(queue, state, NO_GROUP);
  }

  /** Lets all tasks of a group run, each by itself; says how many. */
  public long runGroup(String queue, String group) {
    admin.requireQueue(queue);
    return admin.runAll(queue, TaskState.AGGREGATING, group);
  }

  /**
   * Archives all tasks of a state: pending, scheduled or retry ones. The archive keeps 9999.
   *
   * @return how many
   */
  public long archiveAll(String queue, TaskState state) {
    requireBulk(queue, state, ARCHIVABLE);
    return admin.archiveAll(queue, state, NO_GROUP);
  }

  /** Archives all tasks of a group; says how many. */
  public long archiveGroup(String queue, String group) {
    admin.requireQueue(queue);
    return admin.archiveAll(queue, TaskState.AGGREGATING, group);
  }

  /**
   * Deletes all tasks of a state other than active and aggregating, and releases their locks.
   *
   * @return how many
   */
  public long deleteAll(String queue, TaskState state) {
    requireBulk(queue, state, DELETABLE);
    return admin.deleteAll(queue, state, NO_GROUP);
  }

  /** Deletes all tasks of a group, and releases their locks; says how many. */
  public long deleteGroup(String queue, String group) {
    admin.requireQueue(queue);
    return admin.deleteAll(queue, TaskState.AGGREGATING, group);
  }

  private void requireBulk(String queue, TaskState state, Set<TaskState> allowed) {
    if (!allowed.contains(state)) {
      throw new IllegalArgumentException(
          "this can be done to all tasks that are " + allowed + ", not " + state);
    }
    admin.requireQueue(queue);
  }

  /**
   * Asks the server that runs a task, Belfry's or Go's, to cancel it, whichever queue it is in. A
   * server of Belfry that is cut off from Redis at this moment learns it when it is back; with one
   * of Go the request is lost then.
   */
  public void cancel(String id) {
    broker.publishCancel(id);
  }

  /**
   * Asks the server that runs a task to cancel it.
   *
   * @throws TaskNotFoundException if there is no such task
   * @throws TaskStateException if it is not active
   */
  public void cancel(String queue, String id) {
    Optional<TaskInfo> task = task(queue, id);
    if (task.isEmpty()) {
      errors.require(Change.MISSING, queue, id);
    }
    TaskState state = task.map(TaskInfo::state).orElseThrow();
    if (state != TaskState.ACTIVE) {
      throw new TaskStateException(
          state,
          "task '" + id + "' of queue '" + queue + "' is not active: delete or archive it instead");
    }
    cancel(id);
  }

  /** The running servers, by host, process and id. */
  public List<ServerEntry> servers() {
    return ServerReading.of(admin.servers(), admin.workers());
  }

  /** The schedules of all running schedulers. */
  public List<SchedulerEntryInfo> schedulerEntries() {
    return admin.schedulers().entrySet().stream()
        .flatMap(scheduler ->
            scheduler.getValue().stream()
                .map(entry -> new SchedulerEntryInfo(scheduler.getKey(), entry)))
        .toList();
  }

  /** What a schedule enqueued, the newest first; at most 1000 are kept. */
  public List<EnqueueEvent> enqueueEvents(String entryId, Page page) {
    return admin.events(entryId, page).stream()
        .map(event ->
            new EnqueueEvent(
                event.taskId(), Objects.requireNonNullElse(event.enqueuedAt(), Instant.EPOCH)))
        .toList();
  }

  /** What Redis tells about itself. */
  public RedisInfo redis() {
    return admin.redis();
  }

  /** The slot of the queue's keys in a Redis Cluster. The queue need not exist. */
  public int clusterKeySlot(String queue) {
    return admin.keySlot(queue);
  }

  /**
   * The addresses of the nodes of a Redis Cluster that have the queue, its master first; empty if
   * Redis is no cluster. The queue need not exist.
   */
  public List<String> clusterNodes(String queue) {
    return admin.nodes(queue);
  }

  /** Finds what is wrong with the store, and repairs it on request; uses this connection. */
  public Doctor doctor() {
    return new Doctor(admin);
  }

  /** The schedules that are kept in Redis; uses this connection. */
  public ScheduleBook schedules() {
    return new ScheduleBook(broker, () -> {});
  }

  /** Does something to all tasks that meet a filter; uses this connection. */
  public TaskBulk bulk() {
    return new TaskBulk(broker);
  }

  /** Takes tasks to other queues, and lets them run again with changes; uses this connection. */
  public TaskTransfer transfer() {
    return new TaskTransfer(broker);
  }

  /** Looks for tasks in all queues and states; uses this connection. */
  public TaskSearch search() {
    return new TaskSearch(broker);
  }

  /** What tools keep in the same Redis, beside the tasks; uses this connection. */
  public ToolStore tools() {
    return new ToolStore(admin.tools());
  }

  /** Releases the connection. */
  @Override
  public void close() {
    broker.close();
  }
}
