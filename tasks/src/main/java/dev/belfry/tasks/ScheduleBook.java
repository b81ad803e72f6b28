package dev.belfry.tasks;

import dev.belfry.tasks.BookedSchedule.Firing;
import dev.belfry.tasks.internal.redis.RedisBroker;
import dev.belfry.tasks.internal.schedule.ScheduledTask;
import dev.belfry.tasks.internal.wire.BookedEntry;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Schedules that are kept in Redis, so that people can make, change, pause and delete them while
 * the schedulers run. They fire in each {@link PeriodicTaskManager} that was told to {@link
 * PeriodicTaskManager.Builder#book read the book}; the others ignore it. Thread-safe.
 *
 * <p>All methods throw {@link TaskStoreException} if Redis cannot be reached or refuses.
 */
public final class ScheduleBook implements PeriodicTaskProvider, AutoCloseable {
  /** So late does a change take effect; a look takes one command. */
  public static final Duration SYNC_INTERVAL = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(ScheduleBook.class);

  private final RedisBroker broker;
  private final Runnable onClose;

  ScheduleBook(RedisBroker broker, Runnable onClose) {
    this.broker = broker;
    this.onClose = onClose;
  }

  /**
   * Connects to Redis.
   *
   * @throws TaskStoreException if Redis cannot be reached or refuses; says what to check
   */
  public static ScheduleBook connect(RedisTarget target) {
    RedisBroker broker = RedisBroker.connect(target);
    return new ScheduleBook(broker, broker::close);
  }

  /** All entries, by name. One that cannot be read is left out, and the log says so. */
  public List<BookedSchedule> entries() {
    List<BookedSchedule> entries = new ArrayList<>();
    read()
        .forEach((name, booked) -> {
          ScheduleEntry entry = booked.entry(name);
          String queue = work(entry).task().message().queue();
          entries.add(
              new BookedSchedule(
                  name,
                  entry,
                  booked.paused() ? Firing.PAUSED : Firing.ACTIVE,
                  broker.schedules().lastFired(queue, name)));
        });
    return entries;
  }

  /** An entry by its name. */
  public Optional<BookedSchedule> entry(String name) {
    return entries().stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  private Map<String, BookedEntry> read() {
    Map<String, BookedEntry> entries = new TreeMap<>();
    broker
        .schedules()
        .booked()
        .forEach((name, json) -> {
          try {
            BookedEntry booked = BookedEntry.decode(json);
            work(booked.entry(name));
            entries.put(name, booked);
          } catch (RuntimeException e) {
            log.error(
                "left out: the schedule '{}' in Redis cannot be read: {}", name, e.toString());
          }
        });
    return entries;
  }

  /**
   * Makes an entry; its name must be free.
   *
   * @throws IllegalArgumentException if it has no name, or there is one of that name
   */
  public void create(ScheduleEntry entry) {
    String name = named(entry);
    if (!broker.schedules().book(name, BookedEntry.of(entry, false).encode())) {
      throw new IllegalArgumentException(
          "there is a schedule '" + name + "' already: replace it, or choose another name");
    }
  }

  /**
   * Gives the entry of that name another schedule, task or options. If it was paused, it still is.
   *
   * @throws IllegalArgumentException if it has no name, or there is none of that name
   */
  public void replace(ScheduleEntry entry) {
    String name = named(entry);
    BookedEntry old = require(name);
    broker.schedules().rebook(name, BookedEntry.of(entry, old.paused()).encode());
    String before = work(old.entry(name)).task().message().queue();
    if (!before.equals(work(entry).task().message().queue())) {
      broker.schedules().forget(before, name);
    }
    setPaused(entry, old.paused() ? Firing.PAUSED : Firing.ACTIVE);
  }

  private String named(ScheduleEntry entry) {
    work(entry);
    return entry
        .name()
        .orElseThrow(() -> new IllegalArgumentException("a schedule in a book needs a name"));
  }

  private BookedEntry require(String name) {
    BookedEntry booked = read().get(name);
    if (booked == null) {
      throw new IllegalArgumentException("there is no schedule '" + name + "'");
    }
    return booked;
  }

  /**
   * Deletes an entry, and what is known of its past. Tasks that it enqueued stay.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public void delete(String name) {
    ScheduleEntry entry = require(name).entry(name);
    broker.schedules().unbook(name);
    broker.schedules().forget(work(entry).task().message().queue(), name);
  }

  /**
   * Keeps an entry from firing, in all processes, at once; its moments pass unused.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public void pause(String name) {
    change(name, Firing.PAUSED);
  }

  /**
   * Lets a paused entry fire again, from its next moment on.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public void resume(String name) {
    change(name, Firing.ACTIVE);
  }

  private void change(String name, Firing firing) {
    ScheduleEntry entry = require(name).entry(name);
    broker.schedules().rebook(name, BookedEntry.of(entry, firing == Firing.PAUSED).encode());
    setPaused(entry, firing);
  }

  private void setPaused(ScheduleEntry entry, Firing firing) {
    String queue = work(entry).task().message().queue();
    if (firing == Firing.PAUSED) {
      broker.schedules().pause(queue, entry.name().orElseThrow());
    } else {
      broker.schedules().resume(queue, entry.name().orElseThrow());
    }
  }

  /**
   * Enqueues the task of an entry now, also while it is paused.
   *
   * @return the task
   * @throws IllegalArgumentException if there is no entry of that name
   * @throws TaskIdConflictException if the entry chose an id, and a task has it
   * @throws DuplicateTaskException if the task is unique, and there is one
   */
  public TaskInfo runNow(String name) {
    ScheduledTask work = work(require(name).entry(name));
    var task = work.firedNow();
    return TaskClient.judge(broker, task, broker.enqueue(task));
  }

  @Override
  public void provide(Entries entries) {
    read()
        .forEach((name, booked) -> {
          ScheduleEntry entry = booked.entry(name);
          if (booked.paused()) {
            setPaused(entry, Firing.PAUSED); // its mark may have ended meanwhile
          }
          entries.add(entry);
        });
  }

  private ScheduledTask work(ScheduleEntry entry) {
    return TaskScheduler.workOut(broker.keyspace(), entry, zone());
  }

  private static ZoneId zone() {
    return ZoneOffset.UTC;
  }

  /** Releases the connection, unless it is that of an inspector. */
  @Override
  public void close() {
    onClose.run();
  }
}
