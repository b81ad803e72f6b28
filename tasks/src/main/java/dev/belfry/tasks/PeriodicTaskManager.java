package dev.belfry.tasks;

import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.service.Service;
import dev.belfry.tasks.internal.loop.Loop;
import dev.belfry.tasks.internal.loop.RedisContact;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link TaskScheduler} whose entries come from a {@link PeriodicTaskProvider} and follow it
 * while the process runs.
 *
 * <p>An entry that is provided again without any difference stays as it is. One in which anything
 * differs, its options and headers included, replaces the old one; if both have the same name, what
 * was fired and what was missed stays known. If the provider fails, everything stays as it is.
 *
 * <p>As with a scheduler, any number of processes may run the same entries. Started once.
 * Thread-safe.
 */
public final class PeriodicTaskManager implements Service {
  private static final Logger log = LoggerFactory.getLogger(PeriodicTaskManager.class);

  private final String name;
  private final PeriodicTaskProvider provider;
  private final Duration syncInterval;
  private final TaskScheduler scheduler;
  private final Loop syncing;

  /** Ids of registrations by the fingerprints of their entries. For the thread that syncs. */
  private final Map<String, String> present = new HashMap<>();

  private PeriodicTaskManager(Builder builder, PeriodicTaskProvider provider) {
    this.provider = provider;
    name = builder.name;
    syncInterval = builder.syncInterval;
    scheduler = builder.scheduler.name(name).build();
    syncing = new Loop("periodic-task-sync", new RedisContact(name), this::syncAgain);
  }

  /** Starts the description of a manager on that Redis. */
  public static Builder builder(RedisTarget target) {
    return new Builder(target);
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * Asks the provider, connects, and begins to fire.
   *
   * @throws TaskStoreException if Redis cannot be reached or refuses the connection
   * @throws IllegalStateException if the manager was started before, or the provider failed
   */
  @Override
  public void start() {
    scheduler.requireStartable();
    try {
      sync();
    } catch (Exception e) {
      throw new IllegalStateException(
          "the provider of periodic tasks of " + name + " failed: " + e.getMessage(), e);
    }
    scheduler.start();
    syncing.start();
  }

  /** Asks the provider soon, without waiting for the end of the sync interval. Returns at once. */
  public void refresh() {
    syncing.wake();
  }

  /** The entries that are scheduled, by the ids of their registrations. A copy. */
  public Map<String, ScheduleEntry> entries() {
    return scheduler.entries();
  }

  private Duration syncAgain() {
    if (scheduler.isRunning()) {
      try {
        sync();
      } catch (Exception e) {
        log.error(
            "{}: the provider of periodic tasks failed; the {} entries stay as they are: {}",
            name,
            present.size(),
            e.toString());
        log.debug("{}: the provider of periodic tasks failed", name, e);
      }
    }
    return syncInterval;
  }

  private void sync() throws Exception {
    var provided = new ProvidedEntries(scheduler::workOut);
    provider.provide(provided);
    Map<String, ScheduleEntry> wanted = provided.byFingerprint();
    removeAllBut(wanted);
    wanted.forEach((fingerprint, entry) -> {
      if (!present.containsKey(fingerprint)) {
        present.put(fingerprint, scheduler.register(entry));
        log.info("{}: scheduled {}", name, entry);
      }
    });
  }

  private void removeAllBut(Map<String, ScheduleEntry> wanted) {
    Iterator<Map.Entry<String, String>> old = present.entrySet().iterator();
    while (old.hasNext()) {
      Map.Entry<String, String> each = old.next();
      if (!wanted.containsKey(each.getKey())) {
        old.remove();
        try {
          scheduler.unregister(each.getValue());
          log.info("{}: unscheduled entry {}", name, each.getValue());
        } catch (TaskStoreException e) {
          log.warn("{}: the history of entry {} stays: {}", name, each.getValue(), e.getMessage());
        }
      }
    }
  }

  @Override
  public void quiesce() {
    syncing.quiesce();
    scheduler.quiesce();
  }

  /** Ends the syncs, then the scheduler. A second call does nothing. */
  @Override
  public void stop(Deadline deadline) throws InterruptedException {
    syncing.stop(deadline);
    scheduler.stop(deadline);
  }

  /** Down when Redis has not answered for more than three seconds. */
  @Override
  public Health health() {
    return scheduler.health();
  }

  /** Describes a manager. For one thread. */
  public static final class Builder {
    /** As in asynq: soon enough for what people change, rare enough for any database. */
    private static final Duration DEFAULT_SYNC_INTERVAL = Duration.ofMinutes(3);

    private final TaskScheduler.Builder scheduler;
    private String name = "PeriodicTaskManager";
    private Duration syncInterval = DEFAULT_SYNC_INTERVAL;
    private @Nullable PeriodicTaskProvider provider;

    private Builder(RedisTarget target) {
      scheduler = TaskScheduler.builder(target);
    }

    /** The name in logs and health reports. Default: {@code PeriodicTaskManager}. */
    public Builder name(String value) {
      name = value;
      return this;
    }

    /** Tells what is to be scheduled. Required. */
    public Builder provider(PeriodicTaskProvider value) {
      provider = value;
      return this;
    }

    /**
     * Takes the entries from a book in Redis, and asks it every five seconds. The caller closes the
     * book after the manager has stopped.
     */
    public Builder book(ScheduleBook book) {
      return provider(book).syncInterval(ScheduleBook.SYNC_INTERVAL);
    }

    /**
     * How long after an answer the provider is asked again. Default: 3 minutes.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder syncInterval(Duration value) {
      if (!value.isPositive()) {
        throw new IllegalArgumentException("the sync interval must be positive: " + value);
      }
      syncInterval = value;
      return this;
    }

    /** As {@link TaskScheduler.Builder#zone}. Default: UTC. */
    public Builder zone(ZoneId value) {
      scheduler.zone(value);
      return this;
    }

    /** As {@link TaskScheduler.Builder#heartbeatInterval}. Default: 10 s. */
    public Builder heartbeatInterval(Duration value) {
      scheduler.heartbeatInterval(value);
      return this;
    }

    /** As {@link TaskScheduler.Builder#listener}. Default: none. */
    public Builder listener(ScheduleListener value) {
      scheduler.listener(value);
      return this;
    }

    /**
     * The manager, not started yet; it has contacted nobody.
     *
     * @throws IllegalStateException if there is no provider
     */
    public PeriodicTaskManager build() {
      PeriodicTaskProvider given = provider;
      if (given == null) {
        throw new IllegalStateException(
            "a periodic task manager needs a provider; give it one with provider(…)");
      }
      return new PeriodicTaskManager(this, given);
    }
  }
}
