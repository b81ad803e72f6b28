package dev.belfry.tasks.internal.schedule;

import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.tasks.Overlap;
import dev.belfry.tasks.TaskStoreException;
import dev.belfry.tasks.internal.loop.Loop;
import dev.belfry.tasks.internal.loop.ProcessIdentity;
import dev.belfry.tasks.internal.loop.RedisContact;
import dev.belfry.tasks.internal.redis.Fire;
import dev.belfry.tasks.internal.redis.Fired;
import dev.belfry.tasks.internal.redis.NewTask;
import dev.belfry.tasks.internal.redis.ScheduleStore;
import dev.belfry.tasks.internal.redis.ScheduleStore.Event;
import dev.belfry.tasks.internal.wire.SchedulerEnqueueEvent;
import dev.belfry.tasks.internal.wire.SchedulerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running scheduler: fires the entries that are registered, and tells the world about them. */
public final class SchedulerEngine {
  private static final Logger log = LoggerFactory.getLogger(SchedulerEngine.class);

  /** Bounds how long a jump of the clock of Redis goes unnoticed. */
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(3);

  /** The clock is read in milliseconds, so a sleep may end that much early. */
  private static final Duration SHORTEST_SLEEP = Duration.ofMillis(1);

  /** After a failure, and while another node's clock is behind. */
  private static final Duration RETRY = Duration.ofMillis(500);

  private final String schedulerId = ProcessIdentity.create().toString();

  /** Short, because the marks hold it. */
  private final String caller = UUID.randomUUID().toString().substring(0, 8);

  // Only for the thread that fires.
  private Instant lastTime = Instant.EPOCH;
  private long lastAsked = System.nanoTime();

  private final Map<String, ScheduledTask> registered;
  private final Map<String, Timetable> timetables = new ConcurrentHashMap<>();
  private final ScheduleStore store;
  private final Duration heartbeatInterval;
  private final FireObserver observer;
  private final RedisContact contact;
  private final Loop firing;
  private final Loop heartbeat;

  /**
   * Prepares a scheduler.
   *
   * @param registered the entries by the ids of their registrations; may change at any time, which
   *     {@link #wake} makes known
   */
  public SchedulerEngine(
      String name,
      Map<String, ScheduledTask> registered,
      ScheduleStore store,
      Duration heartbeatInterval,
      FireObserver observer) {
    this.registered = registered;
    this.store = store;
    this.heartbeatInterval = heartbeatInterval;
    this.observer = observer;
    contact = new RedisContact(name);
    firing = new Loop("scheduler", contact, this::turn);
    heartbeat = new Loop("scheduler-heartbeat", contact, this::beat);
  }

  public void start() {
    firing.start();
    heartbeat.start();
  }

  /** Looks again at what is registered. */
  public void wake() {
    firing.wake();
  }

  /** Fires nothing from now on. */
  public void quiesce() {
    firing.quiesce();
  }

  /** Whether Redis answers. */
  public Health health() {
    return contact.health();
  }

  /** Enqueues the entry's task now. */
  public Fired fireNow(ScheduledTask entry, NewTask task) {
    Fire fire =
        new Fire(
            entry.key(),
            null,
            caller,
            task,
            Overlap.ALLOW,
            Timetable.markLife(entry, store.time()));
    Fired fired = store.fire(List.of(fire)).getFirst();
    if (isEnqueued(fired)) {
      record(List.of(event(entry, task, store.time())));
    }
    return fired;
  }

  private Duration turn() {
    Instant now = askTime();
    contact.succeeded();
    boolean allWell = follow(now);
    List<Due> dues = new ArrayList<>();
    for (Timetable timetable : timetables.values()) {
      Instant moment = timetable.due(now);
      if (moment != null) {
        observer.before(timetable.task(), moment);
        dues.add(Due.of(timetable, moment, caller));
      }
    }
    List<Fired> results = store.fire(dues.stream().map(Due::fire).toList());
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < dues.size(); i++) {
      Due due = dues.get(i);
      allWell &= settle(due, results.get(i));
      if (isEnqueued(results.get(i)) && registered.containsKey(due.timetable().task().id())) {
        events.add(event(due.timetable().task(), due.fire().task(), now));
      }
    }
    record(events);
    return allWell ? untilNext(estimate()) : RETRY;
  }

  private Instant askTime() {
    try {
      lastTime = store.time();
      lastAsked = System.nanoTime();
      return lastTime;
    } catch (TaskStoreException e) {
      tellOfMissed(e);
      throw e;
    }
  }

  /** Without Redis nothing can be fired, but whoever listens is to know what would have been. */
  private void tellOfMissed(TaskStoreException failure) {
    Instant now = estimate();
    for (Timetable timetable : timetables.values()) {
      Instant moment = timetable.due(now);
      if (moment != null && timetable.failed(moment)) {
        ScheduledTask entry = timetable.task();
        observer.after(entry, moment, entry.firedAt(moment), new Fired.Unknown(failure));
      }
    }
  }

  private Instant estimate() {
    return lastTime.plusNanos(System.nanoTime() - lastAsked);
  }

  /** One moment that has come. */
  private record Due(Timetable timetable, Instant moment, Fire fire) {
    static Due of(Timetable timetable, Instant moment, String caller) {
      ScheduledTask entry = timetable.task();
      Fire fire =
          new Fire(
              entry.key(),
              moment,
              caller,
              entry.firedAt(moment),
              entry.entry().overlap(),
              Timetable.markLife(entry, moment));
      return new Due(timetable, moment, fire);
    }
  }

  /** Takes up what was registered and drops what was unregistered; false if some must wait. */
  private boolean follow(Instant now) {
    boolean changed = timetables.keySet().retainAll(registered.keySet());
    boolean allWell = true;
    for (ScheduledTask entry : registered.values()) {
      if (!timetables.containsKey(entry.id())) {
        try {
          String queue = entry.task().message().queue();
          var mark = store.mark(queue, entry.key(), Timetable.markLife(entry, now));
          timetables.put(entry.id(), new Timetable(entry, mark, now));
          changed = true;
        } catch (RuntimeException e) {
          contact.failed("taking up the schedule entry " + entry.entry(), e);
          allWell = false;
        }
      }
    }
    if (changed) {
      heartbeat.wake();
    }
    return allWell;
  }

  private Duration untilNext(Instant now) {
    Duration sleep = LONGEST_SLEEP;
    for (Timetable timetable : timetables.values()) {
      Instant next = timetable.next();
      if (next != null && Duration.between(now, next).compareTo(sleep) < 0) {
        sleep = Duration.between(now, next);
      }
    }
    return sleep.compareTo(SHORTEST_SLEEP) < 0 ? SHORTEST_SLEEP : sleep;
  }

  /** One entry's trouble must not keep the others from firing; false if it is to be tried again. */
  private boolean settle(Due due, Fired fired) {
    ScheduledTask entry = due.timetable().task();
    boolean tell = true;
    switch (fired) {
      case Fired.Unknown(var failure) -> {
        contact.failed("firing " + entry.entry() + " of " + due.moment(), failure);
        tell = due.timetable().failed(due.moment());
      }
      case Fired.Early() -> tell = false;
      default -> due.timetable().passed(due.moment());
    }
    log.debug("{} of {}: {}", entry.entry(), due.moment(), fired);
    if (tell) {
      observer.after(entry, due.moment(), due.fire().task(), fired);
    }
    return !(fired instanceof Fired.Unknown || fired instanceof Fired.Early);
  }

  private static boolean isEnqueued(Fired fired) {
    return fired instanceof Fired.Enqueued(NewTask.Result result)
        && !(result instanceof NewTask.IdConflict)
        && !(result instanceof NewTask.Duplicate);
  }

  private static Event event(ScheduledTask entry, NewTask task, Instant now) {
    return new Event(entry.id(), new SchedulerEnqueueEvent(task.message().id(), now));
  }

  private void record(List<Event> events) {
    try {
      store.recordEvents(events);
    } catch (RuntimeException e) {
      contact.failed("recording what was enqueued", e);
    }
  }

  private Duration beat() {
    store.writeEntries(schedulerId, entries(), heartbeatInterval.multipliedBy(2));
    contact.succeeded();
    return heartbeatInterval;
  }

  /** The next one first; what never fires comes last. */
  private List<SchedulerEntry> entries() {
    Comparator<@Nullable Instant> soonest = Comparator.nullsLast(Comparator.naturalOrder());
    return timetables.values().stream()
        .map(Timetable::describe)
        .sorted(Comparator.comparing(SchedulerEntry::next, soonest))
        .toList();
  }

  /** Finishes the fire in hand, and takes back what it told about itself. */
  public void stop(Deadline deadline) throws InterruptedException {
    firing.stop(deadline);
    heartbeat.stop(deadline);
    store.clearEntries(schedulerId);
    timetables.keySet().forEach(store::clearHistory);
  }
}
