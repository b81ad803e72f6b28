package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.Overlap;
import dev.belfry.tasks.TaskStoreException;
import dev.belfry.tasks.internal.redis.NewTask.IdOrigin;
import dev.belfry.tasks.internal.wire.Keys;
import dev.belfry.tasks.internal.wire.Keyspace;
import dev.belfry.tasks.internal.wire.SchedulerEnqueueEvent;
import dev.belfry.tasks.internal.wire.SchedulerEntry;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/**
 * What schedulers keep in Redis: the marks of their entries, and what they tell about themselves.
 * Each operation is atomic, and one whose reply was lost may simply be called again. Thread-safe.
 */
public final class ScheduleStore {
  private static final int HISTORY_EVENTS = 1000;

  /** The history of an entry that never fires again ends with the day counters. */
  private static final Duration HISTORY_LIFE = Duration.ofDays(90);

  private final RedisLink link;
  private final Keyspace keyspace;
  private final RedisClock clock;

  ScheduleStore(RedisLink link) {
    this.link = link;
    keyspace = link.keyspace();
    clock = new RedisClock(link);
  }

  /** The time of Redis, asked for. */
  public Instant time() {
    return clock.ask();
  }

  /**
   * How far an entry has come. One that nobody knows has come up to now.
   *
   * @param life how long the mark is to last at least
   */
  public Mark mark(String queue, String entry, Duration life) {
    Reply reply =
        link.list(
            Script.MARK, new Arguments().add(life.toSeconds()), link.keys(queue).fireMark(entry));
    String fired = reply.text(2);
    return new Mark(
        Instant.ofEpochSecond(reply.number(1)),
        fired.isEmpty() ? null : Instant.ofEpochSecond(Long.parseLong(fired)));
  }

  /**
   * Deals with moments of different entries, each by itself, in one round trip.
   *
   * @return one result per fire, in the same order
   */
  public List<Fired> fire(List<Fire> fires) {
    List<CompletionStage<Long>> registered = new ArrayList<>();
    List<CompletionStage<List<Object>>> replies = new ArrayList<>();
    for (Fire fire : fires) {
      byte[] queue = fire.task().message().queue().getBytes(UTF_8);
      registered.add(link.send(redis -> redis.sadd(keyspace.queues(), queue)));
      replies.add(start(fire));
    }
    List<Fired> results = new ArrayList<>();
    for (int i = 0; i < fires.size(); i++) {
      results.add(result(fires.get(i), registered.get(i), replies.get(i)));
    }
    return results;
  }

  private CompletionStage<List<Object>> start(Fire fire) {
    TaskMessage message = fire.task().message();
    Instant moment = fire.moment();
    Keys keys = link.keys(message.queue());
    boolean grouped = fire.task().time() instanceof NewTask.Now && !message.group().isEmpty();
    var arguments =
        new Arguments()
            .add(moment == null ? "" : Long.toString(moment.getEpochSecond()))
            .add(fire.by())
            .add(fire.markLife().toSeconds())
            .add(fire.overlap() == Overlap.SKIP ? "skip" : "allow")
            .add(keys.prefix())
            .add(keys.dueChannel())
            .add(message.id())
            .add(message.encode())
            .add(fire.task().idOrigin() == IdOrigin.CHOSEN ? "chosen" : "derived")
            .add(message.uniqueKey())
            .add(fire.task().uniqueFor().toMillis())
            .add(fire.task().finished() == NewTask.Finished.IN_THE_WAY ? "" : "finished");
    if (grouped) {
      arguments.add("group").add(message.group());
    } else {
      switch (fire.task().time()) {
        case NewTask.Now() -> arguments.add("in").add(0);
        case NewTask.In(Duration delay) ->
            // Rounded up, so that nothing runs early.
            arguments.add("in").add(delay.plusNanos(999_999).toMillis());
        case NewTask.At(Instant instant) -> arguments.add("at").add(instant.toEpochMilli());
      }
    }
    return link.start(
        Script.FIRE,
        arguments,
        keys.fireMark(fire.entry()),
        keys.pending(),
        keys.scheduled(),
        keys.groups());
  }

  private Fired result(
      Fire fire, CompletionStage<Long> registered, CompletionStage<List<Object>> stored) {
    try {
      Reply reply = new Reply(link.await(stored));
      link.await(registered);
      return result(fire, (int) reply.number(0), reply.text(1));
    } catch (TaskStoreException e) {
      return new Fired.Unknown(e);
    }
  }

  private static Fired result(Fire fire, int code, String detail) {
    return switch (code) {
      case -1 -> new Fired.Early();
      // Nobody else has made this id up: an earlier try of the same call has stored the task.
      case 0 ->
          fire.moment() == null ? new Fired.Enqueued(new NewTask.Pending()) : new Fired.Before();
      case 1 -> new Fired.Enqueued(new NewTask.Pending());
      case 2 -> new Fired.Enqueued(new NewTask.Grouped());
      case 3 ->
          new Fired.Enqueued(new NewTask.Scheduled(Instant.ofEpochMilli(Long.parseLong(detail))));
      case 4 -> new Fired.Enqueued(new NewTask.IdConflict());
      case 5 -> new Fired.Enqueued(new NewTask.Duplicate());
      case 6 -> new Fired.Skipped(detail);
      case 7 -> new Fired.Paused();
      default -> throw new IllegalStateException("fire.lua answered " + code);
    };
  }

  /** The last moment of the entry that enqueued a task, if its mark knows one. */
  public Optional<Instant> lastFired(String queue, String entry) {
    String mark = link.keys(queue).fireMark(entry);
    byte[] fired = link.call(redis -> redis.hget(mark, "fired"));
    return fired == null ? Optional.empty() : Optional.ofNullable(Records.second(text(fired)));
  }

  /** Forgets how far the entry has come. */
  public void forget(String queue, String entry) {
    String mark = link.keys(queue).fireMark(entry);
    link.call(redis -> redis.del(mark));
  }

  /** The schedules that are kept in Redis, by their names. */
  public Map<String, byte[]> booked() {
    Map<String, byte[]> schedules = new TreeMap<>();
    // Lettuce takes the fields of a hash for text, as it does keys.
    schedules.putAll(link.call(redis -> redis.hgetall(book())));
    return schedules;
  }

  /** Keeps a schedule, if its name is free. */
  public boolean book(String name, byte[] schedule) {
    return link.call(redis -> redis.hsetnx(book(), name, schedule));
  }

  /** Keeps a schedule in the place of the one of that name. */
  public void rebook(String name, byte[] schedule) {
    link.call(redis -> redis.hset(book(), name, schedule));
  }

  /** Forgets a schedule. */
  public void unbook(String name) {
    link.call(redis -> redis.hdel(book(), name));
  }

  private String book() {
    return keyspace.own("schedules");
  }

  private static String text(byte[] value) {
    return new String(value, UTF_8);
  }

  /** Stops the entry from firing, in all processes; its moments pass unused. */
  public void pause(String queue, String entry) {
    String mark = link.keys(queue).fireMark(entry);
    link.call(redis -> redis.hset(mark, "paused", new byte[] {'1'}));
  }

  /** Lets a paused entry fire again, from its next moment on. */
  public void resume(String queue, String entry) {
    String mark = link.keys(queue).fireMark(entry);
    link.call(redis -> redis.hdel(mark, "paused"));
  }

  /** Tells everyone, for {@code ttl} in whole seconds, what this scheduler has registered. */
  public void writeEntries(String schedulerId, Collection<SchedulerEntry> entries, Duration ttl) {
    String key = keyspace.scheduler(schedulerId);
    var arguments = new Arguments().add(ttl.toSeconds());
    entries.forEach(entry -> arguments.add(entry.encode()));
    CompletionStage<String> alive =
        link.start(
            Script.PRESENCE, new Arguments().add(key).add(ttl.toSeconds()), keyspace.schedulers());
    link.execute(Script.WRITE_SCHEDULER, arguments, key);
    link.await(alive);
  }

  /** Takes back what {@link #writeEntries} told. */
  public void clearEntries(String schedulerId) {
    String key = keyspace.scheduler(schedulerId);
    var listed = link.send(redis -> redis.zrem(keyspace.schedulers(), key.getBytes(UTF_8)));
    link.call(redis -> redis.del(key));
    link.await(listed);
  }

  /** Adds to the histories of registrations, each of which keeps the newest 1000, at once. */
  public void recordEvents(List<Event> events) {
    List<CompletionStage<String>> replies = events.stream().map(this::start).toList();
    replies.forEach(link::await);
  }

  /** One task that a registration enqueued. */
  public record Event(String entryId, SchedulerEnqueueEvent what) {}

  private CompletionStage<String> start(Event event) {
    Instant at = Objects.requireNonNullElse(event.what().enqueuedAt(), Instant.EPOCH);
    return link.start(
        Script.RECORD_EVENT,
        new Arguments()
            .add(at.getEpochSecond())
            .add(event.what().encode())
            .add(HISTORY_EVENTS)
            .add(HISTORY_LIFE.toSeconds()),
        keyspace.schedulerHistory(event.entryId()));
  }

  /** Forgets the history of a registration. */
  public void clearHistory(String entryId) {
    link.call(redis -> redis.del(keyspace.schedulerHistory(entryId)));
  }
}
