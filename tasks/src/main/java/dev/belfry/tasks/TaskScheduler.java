package dev.belfry.tasks;

import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.service.Service;
import dev.belfry.tasks.internal.redis.Fired;
import dev.belfry.tasks.internal.redis.NewTask;
import dev.belfry.tasks.internal.redis.RedisBroker;
import dev.belfry.tasks.internal.redis.ScheduleStore;
import dev.belfry.tasks.internal.redis.TaskBroker;
import dev.belfry.tasks.internal.schedule.ScheduledTask;
import dev.belfry.tasks.internal.schedule.SchedulerEngine;
import dev.belfry.tasks.internal.wire.Keyspace;
import dev.belfry.tasks.internal.wire.OptionText;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Enqueues tasks by the clock of Redis, again and again.
 *
 * <p>Any number of processes may run the same entries: each moment of an entry enqueues one task.
 * Every fire moves a mark of its entry in Redis in the same step in which it enqueues, so that
 * nobody fires that moment again, however late, and whatever became of the task. {@code @every}
 * counts from 1970-01-01 UTC and not from the start of the process, so that all processes agree and
 * a restart changes nothing.
 *
 * <p>If Redis is away when an entry fires, that is tried again until the entry's next moment. What
 * happens about moments that passed while no process ran, and while the task of the last fire is
 * not done, each {@link ScheduleEntry} says.
 *
 * <p>A scheduler is started once. Entries may be registered before and while it runs. Thread-safe.
 */
public final class TaskScheduler implements Service {
  private final RedisTarget target;
  private final String name;
  private final ZoneId zone;
  private final Duration heartbeatInterval;
  private final List<ScheduleListener> listeners;
  private final Map<String, ScheduledTask> registered = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Running running;
  private volatile boolean stopped;

  private record Running(TaskBroker broker, ScheduleStore store, SchedulerEngine engine) {}

  private TaskScheduler(Builder builder) {
    target = builder.target;
    name = builder.name;
    zone = builder.zone;
    heartbeatInterval = builder.heartbeatInterval;
    listeners = List.copyOf(builder.listeners);
    builder.entries.forEach(this::register);
  }

  /** Starts the description of a scheduler on that Redis. */
  public static Builder builder(RedisTarget target) {
    return new Builder(target);
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * Connects, tells other programs about the entries, and begins to fire.
   *
   * @throws TaskStoreException if Redis cannot be reached or refuses the connection; the scheduler
   *     may be started again
   * @throws IllegalStateException if the scheduler was started before
   */
  @Override
  public void start() {
    requireStartable();
    TaskBroker broker = RedisBroker.connect(target);
    var engine =
        new SchedulerEngine(
            name,
            registered,
            broker.schedules(),
            heartbeatInterval,
            new ScheduleReports(listeners));
    engine.start();
    running = new Running(broker, broker.schedules(), engine);
  }

  /**
   * Enqueues {@code task} with {@code options} whenever {@code schedule} says, from now on.
   *
   * @return the id of the registration
   * @throws CronSyntaxException if the schedule cannot be read
   * @throws IllegalStateException if the same is registered, or the scheduler was stopped
   */
  public String register(String schedule, Task task, TaskOption... options) {
    return register(ScheduleEntry.of(schedule, task, options));
  }

  /**
   * Fires {@code entry} from now on.
   *
   * @return the id of the registration
   * @throws IllegalStateException if the same is registered, or the scheduler was stopped
   */
  public String register(ScheduleEntry entry) {
    requireNotStopped();
    ScheduledTask added = workOut(entry);
    lock.lock();
    try {
      for (ScheduledTask other : registered.values()) {
        if (other.key().equals(added.key())) {
          throw new IllegalStateException(
              "the schedule entry "
                  + entry
                  + " is already registered; it would fire each moment once all the same");
        }
      }
      registered.put(added.id(), added);
    } finally {
      lock.unlock();
    }
    wake();
    return added.id();
  }

  ScheduledTask workOut(ScheduleEntry entry) {
    return workOut(new Keyspace(target.namespace()), entry, zone);
  }

  static ScheduledTask workOut(Keyspace keyspace, ScheduleEntry entry, ZoneId zone) {
    TaskOption[] options = entry.options().toArray(TaskOption[]::new);
    return new ScheduledTask(
        UUID.randomUUID().toString(),
        entry,
        entry.schedule().times(),
        entry.zone().orElse(zone),
        EnqueueOptions.resolve(keyspace, entry.task(), options),
        Stream.concat(entry.task().options().stream(), entry.options().stream())
            .map(OptionText::of)
            .toList());
  }

  /**
   * Ends a registration in this process, and forgets its history. Tasks that are enqueued stay.
   *
   * @param entry the id of the registration, or the name of the entry
   * @throws IllegalArgumentException if there is no such entry
   * @throws TaskStoreException if the history could not be removed; the registration has ended
   */
  public void unregister(String entry) {
    ScheduledTask found = find(entry);
    registered.remove(found.id());
    Running now = running;
    if (now != null) {
      now.engine().wake();
      now.store().clearHistory(found.id());
    }
  }

  /** The entries by the ids of their registrations. A copy. */
  public Map<String, ScheduleEntry> entries() {
    return registered.values().stream()
        .collect(Collectors.toUnmodifiableMap(ScheduledTask::id, ScheduledTask::entry));
  }

  /**
   * Enqueues the task of an entry at once, whatever its schedule and its overlap policy say, and
   * even if it is paused.
   *
   * @param entry the id of the registration, or the name of the entry
   * @return the task as it was stored
   * @throws IllegalArgumentException if there is no such entry
   * @throws IllegalStateException if the scheduler does not run
   * @throws TaskException as {@link TaskClient#enqueue}
   */
  public TaskInfo runNow(String entry) {
    ScheduledTask found = find(entry);
    NewTask task = found.firedNow();
    Running now = requireRunning();
    return switch (now.engine().fireNow(found, task)) {
      case Fired.Enqueued(NewTask.Result result) ->
          ScheduleReports.info(task, result, now.broker().now());
      case Fired.Unknown(TaskException failure) -> throw failure;
      case Fired other -> throw new IllegalStateException("a fire without a moment is " + other);
    };
  }

  /**
   * Keeps an entry from firing, in all processes and across restarts, until {@link #resume}. Its
   * moments pass; they are not made up for.
   *
   * @param entry the id of the registration, or the name of the entry
   * @throws IllegalArgumentException if there is no such entry
   * @throws IllegalStateException if the scheduler does not run
   * @throws TaskStoreException if Redis cannot be reached
   */
  public void pause(String entry) {
    ScheduledTask found = find(entry);
    requireRunning().store().pause(found.task().message().queue(), found.key());
  }

  /**
   * Lets an entry fire again after {@link #pause}.
   *
   * @param entry the id of the registration, or the name of the entry
   * @throws IllegalArgumentException if there is no such entry
   * @throws IllegalStateException if the scheduler does not run
   * @throws TaskStoreException if Redis cannot be reached
   */
  public void resume(String entry) {
    ScheduledTask found = find(entry);
    requireRunning().store().resume(found.task().message().queue(), found.key());
  }

  private ScheduledTask find(String entry) {
    ScheduledTask byId = registered.get(entry);
    if (byId != null) {
      return byId;
    }
    return registered.values().stream()
        .filter(each -> each.entry().name().filter(entry::equals).isPresent())
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no scheduler entry found with the id or name \""
                    + entry
                    + "\"; there are "
                    + entries()));
  }

  boolean isRunning() {
    return running != null;
  }

  void requireStartable() {
    if (running != null) {
      throw new IllegalStateException("the task scheduler " + name + " is already running");
    }
    requireNotStopped();
  }

  private Running requireRunning() {
    Running now = running;
    if (now == null) {
      throw new IllegalStateException("the task scheduler " + name + " does not run");
    }
    return now;
  }

  private void requireNotStopped() {
    if (stopped) {
      throw new IllegalStateException(
          "the task scheduler " + name + " has already been stopped; build another one");
    }
  }

  private void wake() {
    Running now = running;
    if (now != null) {
      now.engine().wake();
    }
  }

  @Override
  public void quiesce() {
    Running now = running;
    if (now != null) {
      now.engine().quiesce();
    }
  }

  /** Finishes the fire in hand and disconnects. A second call does nothing. */
  @Override
  public void stop(Deadline deadline) throws InterruptedException {
    Running now = running;
    if (now == null) {
      return;
    }
    stopped = true;
    running = null;
    try {
      now.engine().stop(deadline);
    } finally {
      now.broker().close();
    }
  }

  /** Down when Redis has not answered for more than three seconds. */
  @Override
  public Health health() {
    Running now = running;
    return now == null ? Health.down(stopped ? "stopped" : "not started") : now.engine().health();
  }

  /** Describes a scheduler. For one thread. */
  public static final class Builder {
    /** What Go's tools expect. */
    private static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(10);

    private final RedisTarget target;
    private final List<ScheduleEntry> entries = new ArrayList<>();
    private final List<ScheduleListener> listeners = new ArrayList<>();
    private String name = "TaskScheduler";
    private ZoneId zone = ZoneOffset.UTC;
    private Duration heartbeatInterval = DEFAULT_HEARTBEAT;

    private Builder(RedisTarget target) {
      this.target = target;
    }

    /** The name in logs and health reports. Default: {@code TaskScheduler}. */
    public Builder name(String value) {
      name = value;
      return this;
    }

    /**
     * The zone in which all schedules are read that do not name one, if their entry has none.
     * Default: UTC. In a zone with summer time, a local time that the change leaves out does not
     * fire that day, and one that it repeats fires twice.
     */
    public Builder zone(ZoneId value) {
      zone = value;
      return this;
    }

    /**
     * How often other programs are told that this scheduler lives and what it has registered; after
     * twice that time without news they take it for dead. In whole seconds. Default: 10 s.
     *
     * @throws IllegalArgumentException if it is below one second or no whole number of them
     */
    public Builder heartbeatInterval(Duration value) {
      if (!value.equals(Duration.ofSeconds(value.toSeconds())) || !value.isPositive()) {
        throw new IllegalArgumentException(
            "the heartbeat interval must be a whole number of seconds, not " + value);
      }
      heartbeatInterval = value;
      return this;
    }

    /** Adds a listener. Default: none. */
    public Builder listener(ScheduleListener value) {
      listeners.add(value);
      return this;
    }

    /**
     * Enqueues {@code task} with {@code options} whenever {@code schedule} says: five fields, {@code
     * @daily} and the like, or {@code @every 90s}; with a zone of its own as in {@code
     * TZ=Asia/Shanghai 0 9 * * *}. A task id among the options replaces the one that follows from
     * entry and moment.
     *
     * @throws CronSyntaxException if the schedule cannot be read; says where and what is accepted
     */
    public Builder register(String schedule, Task task, TaskOption... options) {
      return register(ScheduleEntry.of(schedule, task, options));
    }

    /** Fires {@code entry}. */
    public Builder register(ScheduleEntry entry) {
      entries.add(entry);
      return this;
    }

    /**
     * The scheduler, not started yet; it has not contacted Redis.
     *
     * @throws IllegalStateException if the same entry was registered twice
     */
    public TaskScheduler build() {
      return new TaskScheduler(this);
    }
  }
}
