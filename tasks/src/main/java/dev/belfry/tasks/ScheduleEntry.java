package dev.belfry.tasks;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link TaskScheduler} is to enqueue, when, and how. Immutable.
 *
 * <p>All processes that register the same entry fire each of its moments once between them. Entries
 * are the same if they have the same name and queue; without a name, if their schedule, zone and
 * task are the same with all options and headers. Name an entry whose schedule or payload may
 * change if it is to catch up or not to overlap across the change.
 */
public final class ScheduleEntry {
  private final CronSpec schedule;
  private final Task task;
  private final @Nullable String name;
  private final @Nullable ZoneId zone;
  private final CatchUp catchUp;
  private final Overlap overlap;
  private final List<TaskOption> options;

  private ScheduleEntry(Builder builder) {
    schedule = builder.schedule;
    task = builder.task;
    name = builder.name;
    zone = builder.zone;
    catchUp = builder.catchUp;
    overlap = builder.overlap;
    options = List.copyOf(builder.options);
  }

  /**
   * An entry with the defaults.
   *
   * @throws CronSyntaxException if the schedule cannot be read; says where and what is accepted
   */
  public static ScheduleEntry of(String schedule, Task task, TaskOption... options) {
    return builder(schedule, task).options(options).build();
  }

  /**
   * Starts the description of an entry.
   *
   * @param schedule five fields, {@code @daily} and its like, or {@code @every 90s}
   * @throws CronSyntaxException if the schedule cannot be read; says where and what is accepted
   */
  public static Builder builder(String schedule, Task task) {
    return new Builder(CronSpec.parse(schedule), task);
  }

  /** Starts the description of an entry; its schedule may have a field of seconds. */
  public static Builder builder(CronSpec schedule, Task task) {
    return new Builder(schedule, task);
  }

  /** When the task is enqueued. */
  public CronSpec schedule() {
    return schedule;
  }

  /** What is enqueued. */
  public Task task() {
    return task;
  }

  /** The name, if it was given one. */
  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /** The zone, if it has one of its own. */
  public Optional<ZoneId> zone() {
    return Optional.ofNullable(zone);
  }

  /** What happens about missed moments. */
  public CatchUp catchUp() {
    return catchUp;
  }

  /** What happens while the task of the last fire is not done. */
  public Overlap overlap() {
    return overlap;
  }

  /** The options that are added to those of the task. */
  public List<TaskOption> options() {
    return options;
  }

  /** The name, or the schedule and the type of the task. */
  @Override
  public String toString() {
    return name == null ? "\"" + schedule + "\" " + task.type() : name;
  }

  /** Describes an entry. For one thread. */
  public static final class Builder {
    private final CronSpec schedule;
    private final Task task;
    private final List<TaskOption> options = new ArrayList<>();
    private @Nullable String name;
    private @Nullable ZoneId zone;
    private CatchUp catchUp = CatchUp.skip();
    private Overlap overlap = Overlap.ALLOW;

    private Builder(CronSpec schedule, Task task) {
      this.schedule = schedule;
      this.task = task;
    }

    /**
     * Makes all entries of this name and queue one and the same, in all processes and for all time.
     * Default: none; the entry is known by what it enqueues.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public Builder name(String value) {
      if (value.isBlank()) {
        throw new IllegalArgumentException("the name of a schedule entry must not be blank");
      }
      name = value;
      return this;
    }

    /** The zone in which the schedule is read, unless it names one. Default: the scheduler's. */
    public Builder zone(ZoneId value) {
      zone = value;
      return this;
    }

    /** What happens about moments while no scheduler ran. Default: {@link CatchUp#skip()}. */
    public Builder catchUp(CatchUp value) {
      catchUp = value;
      return this;
    }

    /** What happens while the task of the last fire is not done. Default: {@code ALLOW}. */
    public Builder overlap(Overlap value) {
      overlap = value;
      return this;
    }

    /**
     * Adds options; they override those of the task. A task id among them replaces the one that
     * follows from entry and moment.
     */
    public Builder options(TaskOption... values) {
      options.addAll(List.of(values));
      return this;
    }

    /** The entry. */
    public ScheduleEntry build() {
      return new ScheduleEntry(this);
    }
  }
}
