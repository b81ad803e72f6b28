package dev.belfry.tasks;

import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.service.Service;
import dev.belfry.tasks.internal.redis.NewTask;
import dev.belfry.tasks.internal.redis.RedisBroker;
import dev.belfry.tasks.internal.redis.TaskBroker;
import dev.belfry.tasks.internal.schedule.ScheduledTask;
import dev.belfry.tasks.internal.schedule.SchedulerEngine;
import dev.belfry.tasks.internal.wire.Keyspace;
import dev.belfry.tasks.internal.wire.OptionText;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Enqueues tasks by the clock of Redis, again and again.
 *
 * <p>Any number of processes may run the same schedule: the id of each task follows from its entry
 * and the moment, so that each moment enqueues one task. The id stays taken for at least two
 * minutes, for which a task that is done is kept as completed. {@code @every} counts from
 * 1970-01-01 UTC and not from the start of the process, so that all processes agree and a restart
 * changes nothing.
 *
 * <p>If Redis is away when an entry fires, that is tried again until the entry's next moment.
 * Moments that passed while no process ran are not made up for.
 *
 * <p>A scheduler is started once. {@link #health} is thread-safe.
 */
public final class TaskScheduler implements Service {
  private final RedisTarget target;
  private final String name;
  private final List<ScheduledTask> entries;
  private volatile @Nullable SchedulerEngine engine;

  private TaskScheduler(Builder builder) {
    target = builder.target;
    name = builder.name;
    entries = builder.registrations.stream().map(each -> each.in(builder.zone)).toList();
    Set<String> keys = entries.stream().map(ScheduledTask::key).collect(Collectors.toSet());
    if (keys.size() < entries.size()) {
      throw new IllegalStateException(
          "a schedule was registered twice with the same task; it would enqueue one task each"
              + " time");
    }
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
   * Connects, and begins to fire.
   *
   * @throws TaskStoreException if Redis cannot be reached or refuses the connection
   * @throws IllegalStateException if the scheduler was started before
   */
  @Override
  public void start() {
    if (engine != null) {
      throw new IllegalStateException("the task scheduler " + name + " was started before");
    }
    TaskBroker broker = RedisBroker.connect(target);
    try {
      SchedulerEngine started = new SchedulerEngine(name, entries, broker);
      started.start();
      engine = started;
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  @Override
  public void quiesce() {
    SchedulerEngine running = engine;
    if (running != null) {
      running.quiesce();
    }
  }

  @Override
  public void stop(Deadline deadline) throws InterruptedException {
    SchedulerEngine running = engine;
    if (running != null) {
      running.stop(deadline);
    }
  }

  /** Down when Redis has not answered for more than three seconds. */
  @Override
  public Health health() {
    SchedulerEngine running = engine;
    return running == null ? Health.down("not started") : running.health();
  }

  private record Registration(CronSpec cron, NewTask task, List<String> options) {

    ScheduledTask in(ZoneId zone) {
      return new ScheduledTask(
          UUID.randomUUID().toString(), cron.toString(), cron.times(), zone, task, options);
    }
  }

  /** Describes a scheduler. For one thread. */
  public static final class Builder {
    private final RedisTarget target;
    private final List<Registration> registrations = new ArrayList<>();
    private String name = "TaskScheduler";
    private ZoneId zone = ZoneOffset.UTC;

    private Builder(RedisTarget target) {
      this.target = target;
    }

    /** The name in logs and health reports. Default: {@code TaskScheduler}. */
    public Builder name(String value) {
      name = value;
      return this;
    }

    /**
     * The zone in which all expressions are read that do not name one. Default: UTC. In a zone with
     * summer time, a local time that the change leaves out does not fire that day, and one that it
     * repeats fires twice.
     */
    public Builder zone(ZoneId value) {
      zone = value;
      return this;
    }

    /**
     * Enqueues {@code task} with {@code options} whenever {@code spec} says: five fields, {@code
     * @daily} and the like, or {@code @every 90s}; with a zone of its own as in {@code
     * TZ=Asia/Shanghai 0 9 * * *}. A task id among the options replaces the one that keeps several
     * schedulers from enqueuing twice.
     *
     * @throws CronSyntaxException if the schedule cannot be read; says where and what is accepted
     */
    public Builder register(String spec, Task task, TaskOption... options) {
      List<String> texts =
          Stream.concat(task.options().stream(), Stream.of(options)).map(OptionText::of).toList();
      registrations.add(
          new Registration(
              CronSpec.parse(spec),
              EnqueueOptions.resolve(new Keyspace(target.namespace()), task, options),
              texts));
      return this;
    }

    /**
     * The scheduler, not started yet; it has not contacted Redis.
     *
     * @throws IllegalStateException if the same task was registered twice with the same expression
     */
    public TaskScheduler build() {
      return new TaskScheduler(this);
    }
  }
}
