package dev.belfry.tasks.internal.server;

import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.tasks.TaskAggregator;
import dev.belfry.tasks.TaskException;
import dev.belfry.tasks.internal.loop.ProcessIdentity;
import dev.belfry.tasks.internal.loop.RedisContact;
import dev.belfry.tasks.internal.redis.TaskBroker;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: its duties, and the order in which they start and stop. */
public final class ServerEngine {
  private static final Logger log = LoggerFactory.getLogger(ServerEngine.class);

  /** Before the deadline, for interrupted handlers to end and for handing back the others. */
  private static final Duration RESERVE = Duration.ofSeconds(2);

  private final ServerContext context;
  private final Acknowledger acknowledger;
  private final WorkerPool pool;
  private final Exchanger exchanger;
  private final Heartbeat heartbeat;
  private final Forwarder forwarder;
  private final Recoverer recoverer;
  private final Janitor janitor;
  private final @Nullable Aggregator aggregator;
  private final @Nullable GroupKeeper groupKeeper;
  private final @Nullable HealthReporter healthReporter;
  private TaskBroker.@Nullable Subscription cancelListener;
  private volatile boolean stopped;

  /** Prepares a server that owns {@code broker} and closes it in the end. */
  public ServerEngine(ServerSettings settings, TaskBroker broker, ServerTelemetry telemetry) {
    ProcessIdentity identity = ProcessIdentity.create();
    RedisContact contact = new RedisContact(settings.name());
    RunMeters meters = new RunMeters(telemetry.meters(), settings.name());
    context = new ServerContext(settings, broker, contact, new HeldRuns(), identity);
    acknowledger = new Acknowledger(context);
    pool =
        new WorkerPool(
            context,
            acknowledger,
            new RunObserver(meters, new RunTraces(telemetry.openTelemetry())));
    meters.watch(pool);
    exchanger = new Exchanger(context, pool, acknowledger);
    acknowledger.onSuccess(exchanger::add);
    pool.onRoom(exchanger::wake);
    heartbeat = new Heartbeat(context, identity, pool);
    forwarder = new Forwarder(context);
    recoverer = new Recoverer(context);
    janitor = new Janitor(context);
    TaskAggregator merge = settings.groups().aggregator();
    aggregator = merge == null ? null : new Aggregator(context, merge);
    groupKeeper = merge == null ? new GroupKeeper(context) : null;
    HealthCheck check = settings.healthCheck();
    healthReporter = check == null ? null : new HealthReporter(context, check);
  }

  /**
   * Starts all duties: first what may fail because it subscribes, last the exchanger, when
   * everything is ready for the tasks it brings.
   */
  public void start() {
    cancelListener = context.broker().onCancel(pool::cancel);
    forwarder.start();
    acknowledger.start();
    pool.start();
    heartbeat.start();
    recoverer.start();
    janitor.start();
    if (groupKeeper != null) {
      groupKeeper.start();
    }
    if (aggregator != null) {
      aggregator.start();
    }
    if (healthReporter != null) {
      healthReporter.start();
    }
    exchanger.start();
  }

  /** Fetches nothing from now on. */
  public void quiesce() {
    exchanger.quiesce();
    if (aggregator != null) {
      aggregator.quiesce();
    }
    heartbeat.status("stopped");
  }

  /** Whether Redis answers and there is a slot that can become free. */
  public Health health() {
    Health redis = context.contact().health();
    int slots = context.settings().concurrency();
    if (redis instanceof Health.Up && pool.overstaying() >= slots) {
      return Health.down("all " + slots + " slots are taken by handlers that overstay their time");
    }
    return redis;
  }

  /** Fails if Redis does not answer. */
  public void ping() {
    context.broker().ping();
  }

  /**
   * Finishes or hands back the work in hand, then stops all duties; the heartbeat last. An
   * interrupt means that there is no time left: all of that happens at once. Another call does
   * nothing.
   */
  public void stop(Deadline deadline) throws InterruptedException {
    try {
      stopWithin(deadline);
    } catch (InterruptedException e) {
      try {
        stopWithin(Deadline.in(Duration.ZERO));
      } catch (TaskException failure) {
        e.addSuppressed(failure);
      }
      throw e;
    }
  }

  private void stopWithin(Deadline deadline) throws InterruptedException {
    if (stopped) {
      return;
    }
    quiesce();
    Duration reserve = reserve(deadline);
    exchanger.awaitQuiet(deadline.earlier(reserve));
    stopGroups(deadline.earlier(reserve));
    heartbeat.status("closed");
    if (!pool.awaitIdle(deadline.earlier(reserve))) {
      pool.interruptAll();
      boolean ended = pool.awaitIdle(deadline.earlier(reserve.dividedBy(2)));
      log.info("interrupted the handlers that did not end; all have ended now: {}", ended);
    }
    handBack(pool.abandonAll());
    closeCancelListener();
    pool.stop(deadline);
    forwarder.stop(deadline);
    recoverer.stop(deadline);
    janitor.stop(deadline);
    if (healthReporter != null) {
      healthReporter.stop(deadline);
    }
    exchanger.stop(deadline);
    acknowledger.stop(deadline);
    try {
      heartbeat.stop(deadline);
    } finally {
      stopped = true;
      context.broker().close();
    }
  }

  private void stopGroups(Deadline deadline) throws InterruptedException {
    if (groupKeeper != null) {
      groupKeeper.stop(deadline);
    }
    if (aggregator != null) {
      aggregator.stop(deadline);
    }
  }

  /** A short deadline is shared fairly. */
  private static Duration reserve(Deadline deadline) {
    Duration quarter = deadline.remaining().dividedBy(4);
    return quarter.compareTo(RESERVE) < 0 ? quarter : RESERVE;
  }

  private void handBack(List<Run> runs) {
    if (runs.isEmpty()) {
      return;
    }
    log.warn("{} tasks go back to their queues unfinished: {}", runs.size(), runs);
    try {
      acknowledger.handBack(runs);
    } catch (TaskException e) {
      log.error("the tasks could not go back; they will run again when their leases are over", e);
    }
  }

  private void closeCancelListener() {
    if (cancelListener != null) {
      cancelListener.close();
    }
  }
}
