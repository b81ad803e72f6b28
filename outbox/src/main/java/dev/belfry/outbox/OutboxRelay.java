package dev.belfry.outbox;

import dev.belfry.messaging.MessageProducer;
import dev.belfry.outbox.internal.Backoff;
import dev.belfry.outbox.internal.DatabaseClock;
import dev.belfry.outbox.internal.RelayEngine;
import dev.belfry.outbox.internal.RelayMeters;
import dev.belfry.outbox.internal.RelaySettings;
import dev.belfry.outbox.internal.RelaySteps;
import dev.belfry.outbox.internal.TaskDestination;
import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.service.Service;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Hands over what an {@link Outbox} wrote down: tasks to Redis, messages to a producer. Any number
 * of relays, in one process or in many, share the work of one outbox and keep the order of each key
 * together; one whose process dies is replaced by the others at once.
 *
 * <p>{@link #start} fails if Redis cannot be reached. Later outages, of Redis, of the broker or of
 * the database, need no restart: while nobody takes anything, intents wait, and nothing is held
 * against them. An intent that fails while others get through is tried again, ever more rarely, and
 * later ones of its key wait for it; after {@code maxAttempts} it is parked until somebody decides,
 * see {@link OutboxInspector}.
 *
 * <p>Uses two connections of the data source while there is work, one for each kind, and one now
 * and then to look after the table. Thread-safe.
 */
public final class OutboxRelay implements Service {
  /** 500: many enough to hide the round trips, few enough to hand over within milliseconds. */
  public static final int DEFAULT_BATCH = 500;

  /** 500 ms: what this process writes is noticed at once, so this is for other processes. */
  public static final Duration DEFAULT_POLL_INTERVAL = Duration.ofMillis(500);

  /** 1 s. */
  public static final Duration DEFAULT_FIRST_RETRY = Duration.ofSeconds(1);

  /** 1 min: what was mended is soon tried again. */
  public static final Duration DEFAULT_LONGEST_RETRY = Duration.ofMinutes(1);

  /** 12: about seven minutes with the standard pauses. */
  public static final int DEFAULT_MAX_ATTEMPTS = 12;

  /** 1 h: longer than the database is usually away after a crash. */
  public static final Duration DEFAULT_GUARD = Duration.ofHours(1);

  /** 30 s: an outage that most would call one. */
  private static final Duration DOWN_AFTER = Duration.ofSeconds(30);

  private final String name;
  private final RelayEngine engine;

  private OutboxRelay(Builder builder, RelayMeters meters) {
    this.name = builder.name;
    var settings =
        new RelaySettings(
            builder.name,
            builder.database,
            new DatabaseClock(),
            builder.batch,
            builder.pollInterval,
            new Backoff(builder.firstRetry, builder.longestRetry),
            builder.maxAttempts,
            builder.retention,
            builder.steps);
    this.engine = new RelayEngine(settings, builder.outbox.wakeup(), meters);
    if (builder.tasks != null) {
      engine.tasks(builder.tasks, builder.guard);
    }
    if (builder.messages != null) {
      engine.messages(builder.messages);
    }
  }

  /**
   * Starts the settings of a relay.
   *
   * @param outbox what this process writes with; its writes and commits wake the relay
   * @param database where the outbox is
   */
  public static Builder builder(Outbox outbox, DataSource database) {
    return new Builder(outbox, database);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() {
    engine.start();
  }

  @Override
  public void quiesce() {
    engine.quiesce();
  }

  /** Finishes what is being handed over; the rest stays in the outbox. */
  @Override
  public void stop(Deadline deadline) throws InterruptedException {
    engine.stop(deadline);
  }

  /** Down if nothing could be relayed for half a minute. */
  @Override
  public Health health() {
    return engine.trouble(DOWN_AFTER).map(Health::down).orElseGet(Health::up);
  }

  /** Settings of an {@link OutboxRelay}. Not thread-safe. */
  public static final class Builder {
    private final Outbox outbox;
    private final DataSource database;
    private String name = "outbox-relay";
    private @Nullable TaskDestination tasks;
    private @Nullable MessageProducer messages;
    private int batch = DEFAULT_BATCH;
    private Duration pollInterval = DEFAULT_POLL_INTERVAL;
    private Duration firstRetry = DEFAULT_FIRST_RETRY;
    private Duration longestRetry = DEFAULT_LONGEST_RETRY;
    private int maxAttempts = DEFAULT_MAX_ATTEMPTS;
    private Duration guard = DEFAULT_GUARD;
    private Duration retention = Duration.ZERO;
    private MeterRegistry meters = new CompositeMeterRegistry();
    private RelaySteps steps = RelaySteps.NONE;

    private Builder(Outbox outbox, DataSource database) {
      this.outbox = outbox;
      this.database = database;
    }

    /** The name in logs and health reports. Default: outbox-relay. */
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /** Enqueues tasks there, over a connection of the relay's own. Default: relays no tasks. */
    public Builder tasks(RedisTarget redis) {
      this.tasks = new TaskDestination(() -> TaskClient.connect(redis), true);
      return this;
    }

    /** Enqueues tasks with this client, which stays the caller's. Default: relays no tasks. */
    public Builder tasks(TaskClient client) {
      this.tasks = new TaskDestination(() -> client, false);
      return this;
    }

    /**
     * Sends messages with this producer, which stays the caller's; start it before the relay and
     * stop it after. Default: relays no messages.
     */
    public Builder messages(MessageProducer producer) {
      this.messages = producer;
      return this;
    }

    /** Intents of one transaction at most, 1 to 1000. Default: {@link #DEFAULT_BATCH}. */
    public Builder batch(int batch) {
      if (batch < 1 || batch > 1000) {
        throw new IllegalArgumentException("a batch has 1 to 1000 intents, not " + batch);
      }
      this.batch = batch;
      return this;
    }

    /**
     * How long what other processes write may go unnoticed, at least 1 ms; costs a small query for
     * each kind and interval. Default: {@link #DEFAULT_POLL_INTERVAL}.
     */
    public Builder pollInterval(Duration interval) {
      this.pollInterval = positive(interval, "pollInterval");
      return this;
    }

    /**
     * The pauses of an intent that fails while others get through; they double. Default: {@link
     * #DEFAULT_FIRST_RETRY} to {@link #DEFAULT_LONGEST_RETRY}.
     */
    public Builder retry(Duration first, Duration longest) {
      this.firstRetry = positive(first, "first retry");
      this.longestRetry = positive(longest, "longest retry");
      return this;
    }

    /** An intent that fails so often is parked. Default: {@link #DEFAULT_MAX_ATTEMPTS}. */
    public Builder maxAttempts(int attempts) {
      if (attempts < 1) {
        throw new IllegalArgumentException("maxAttempts must be at least 1, not " + attempts);
      }
      this.maxAttempts = attempts;
      return this;
    }

    /**
     * How long Redis remembers the id of a task, so that a relay that repeats itself after a crash
     * does not enqueue it again although it is done: longer than the database may be away, or the
     * process be down, after a crash. Costs Redis some 120 bytes for each task and as long. An
     * option {@code once} of the task goes first; zero is none. Default: {@link #DEFAULT_GUARD}.
     */
    public Builder guard(Duration guard) {
      if (guard.isNegative() || (!guard.isZero() && guard.compareTo(Duration.ofSeconds(1)) < 0)) {
        throw new IllegalArgumentException("the guard is zero or at least 1 s, not " + guard);
      }
      this.guard = guard;
      return this;
    }

    /** How long relayed intents stay in the table to be looked at. Default: not at all. */
    public Builder retention(Duration retention) {
      if (retention.isNegative()) {
        throw new IllegalArgumentException("the retention must not be negative: " + retention);
      }
      this.retention = retention;
      return this;
    }

    /** Where the meters of {@link OutboxMeters} are kept. Default: nowhere. */
    public Builder meters(MeterRegistry meters) {
      this.meters = meters;
      return this;
    }

    /** For tests. */
    Builder steps(RelaySteps steps) {
      this.steps = steps;
      return this;
    }

    /**
     * The relay.
     *
     * @throws IllegalStateException if it would relay nothing
     */
    public OutboxRelay build() {
      if (tasks == null && messages == null) {
        throw new IllegalStateException("a relay needs tasks(...), messages(...) or both");
      }
      return new OutboxRelay(this, new RelayMeters(meters, name));
    }

    private static Duration positive(Duration time, String what) {
      if (time.compareTo(Duration.ofMillis(1)) < 0) {
        throw new IllegalArgumentException(what + " must be at least 1 ms, not " + time);
      }
      return time;
    }
  }
}
