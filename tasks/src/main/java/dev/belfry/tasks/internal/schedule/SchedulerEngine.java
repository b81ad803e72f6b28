package dev.belfry.tasks.internal.schedule;

import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.tasks.internal.loop.Loop;
import dev.belfry.tasks.internal.loop.ProcessIdentity;
import dev.belfry.tasks.internal.loop.RedisContact;
import dev.belfry.tasks.internal.redis.NewTask;
import dev.belfry.tasks.internal.redis.TaskBroker;
import dev.belfry.tasks.internal.wire.SchedulerEnqueueEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running scheduler: fires its entries, and tells the world about them. */
public final class SchedulerEngine {
  private static final Logger log = LoggerFactory.getLogger(SchedulerEngine.class);

  /** What Go's tools expect. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private static final Duration TTL = HEARTBEAT.multipliedBy(2);

  /** Bounds how long a change of the clock of Redis goes unnoticed. */
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(10);

  /** The clock is read in milliseconds, so a sleep may end that much early. */
  private static final Duration SHORTEST_SLEEP = Duration.ofMillis(1);

  private static final Duration RETRY = Duration.ofMillis(500);

  private final TaskBroker broker;
  private final String schedulerId = ProcessIdentity.create().toString();
  private final RedisContact contact;
  private final List<Timetable> timetables;
  private final Loop firing;
  private final Loop heartbeat;

  /** Prepares a scheduler that owns {@code broker} and closes it in the end. */
  public SchedulerEngine(String name, List<ScheduledTask> entries, TaskBroker broker) {
    this.broker = broker;
    contact = new RedisContact(name);
    Instant now = broker.now();
    timetables = entries.stream().map(entry -> new Timetable(entry, now)).toList();
    firing = new Loop("scheduler", contact, this::fireDue);
    heartbeat = new Loop("scheduler-heartbeat", contact, this::beat);
  }

  public void start() {
    heartbeat.start();
    firing.start();
  }

  /** Fires nothing from now on. */
  public void quiesce() {
    firing.quiesce();
  }

  /** Whether Redis answers. */
  public Health health() {
    return contact.health();
  }

  private Duration fireDue() {
    Instant now = broker.now();
    boolean allWell = true;
    for (Timetable timetable : timetables) {
      Instant moment = timetable.due(now);
      allWell &= moment == null || fire(timetable, moment, now);
    }
    return allWell ? untilNext(broker.now()) : RETRY;
  }

  private Duration untilNext(Instant now) {
    Duration sleep = LONGEST_SLEEP;
    for (Timetable timetable : timetables) {
      Instant next = timetable.next();
      if (next != null && Duration.between(now, next).compareTo(sleep) < 0) {
        sleep = Duration.between(now, next);
      }
    }
    return sleep.compareTo(SHORTEST_SLEEP) < 0 ? SHORTEST_SLEEP : sleep;
  }

  /** One entry's trouble must not keep the others from firing. */
  private boolean fire(Timetable timetable, Instant moment, Instant now) {
    ScheduledTask entry = timetable.entry();
    try {
      NewTask task = entry.firedAt(moment);
      NewTask.Result result = broker.enqueue(task);
      contact.succeeded();
      timetable.fired(moment, now);
      tell(entry, task, result, now);
      return true;
    } catch (RuntimeException e) {
      contact.failed("firing \"" + entry.spec() + "\" of " + moment, e);
      timetable.failed(moment, now);
      return false;
    }
  }

  private void tell(ScheduledTask entry, NewTask task, NewTask.Result result, Instant now) {
    if (result instanceof NewTask.IdConflict || result instanceof NewTask.Duplicate) {
      log.debug("\"{}\": {} was enqueued before, by another scheduler", entry.spec(), task);
      return;
    }
    log.debug("\"{}\" enqueued task {}", entry.spec(), task.message().id());
    try {
      broker.recordEnqueueEvent(entry.id(), new SchedulerEnqueueEvent(task.message().id(), now));
    } catch (RuntimeException e) {
      contact.failed("recording the fire of \"" + entry.spec() + "\"", e);
    }
  }

  private Duration beat() {
    broker.writeSchedulerEntries(
        schedulerId, timetables.stream().map(Timetable::describe).toList(), TTL);
    contact.succeeded();
    return HEARTBEAT;
  }

  /** Finishes the fire in hand, and takes back what it told about itself. */
  public void stop(Deadline deadline) throws InterruptedException {
    try {
      firing.stop(deadline);
      heartbeat.stop(deadline);
      broker.clearSchedulerEntries(schedulerId);
      timetables.forEach(timetable -> broker.clearSchedulerHistory(timetable.entry().id()));
    } finally {
      broker.close();
    }
  }
}
