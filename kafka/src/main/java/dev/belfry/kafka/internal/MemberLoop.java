package dev.belfry.kafka.internal;

import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a member's thread: it takes turns until it is told to stop and has nothing more to
 * do, whatever the brokers do meanwhile. The thread alone calls the abstract methods, so that what
 * they work with needs no lock.
 */
abstract class MemberLoop implements Member {
  private static final Logger log = LoggerFactory.getLogger(MemberLoop.class);

  /** 100 ms: how late a stop is noticed when no messages come. */
  static final Duration POLL = Duration.ofMillis(100);

  /** 5 s for a commit that a rebalance or a stop waits for. */
  static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(5);

  /** 1 s to leave the group: what a stop keeps for that. */
  private static final Duration LEAVING = Duration.ofSeconds(1);

  /** 500 ms for an interrupted handler to return, so that its work ends orderly. */
  static final Duration INTERRUPT_GRACE = Duration.ofMillis(500);

  /** 1 s between polls that fail. */
  private static final Duration FAILURE_PAUSE = Duration.ofSeconds(1);

  private static final Deadline FAR = Deadline.in(Duration.ofDays(36_500));

  final QueueSettings settings;
  final PollHealth health;
  private final Thread thread;
  private final CountDownLatch joined = new CountDownLatch(1);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile boolean quiesced;
  private volatile Deadline stopDeadline = FAR;
  private volatile Deadline drainDeadline = FAR;
  private volatile Deadline attemptDeadline = FAR;
  private @Nullable Metric silence;

  MemberLoop(QueueSettings settings, String threadName) {
    this.settings = settings;
    this.health = new PollHealth(settings.timing().unhealthyAfter());
    this.thread = Thread.ofPlatform().name(threadName).daemon().unstarted(this::run);
  }

  /** Polls once and deals with what came. Kafka's exceptions are waited out. */
  abstract void turn() throws InterruptedException;

  /** Whether nothing is in flight. */
  abstract boolean isIdle();

  /** Ends what is still in flight and settles with the brokers what is finished. */
  abstract void end() throws InterruptedException;

  /** Leaves the group. */
  abstract void close(Duration within);

  /** What Kafka's client measures. */
  abstract Map<MetricName, ? extends Metric> metrics();

  @Override
  public final void start() {
    thread.start();
  }

  @Override
  public final boolean awaitJoined(Deadline deadline) throws InterruptedException {
    return joined.await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public final void quiesce() {
    quiesced = true;
  }

  @Override
  public final void stop(Deadline deadline) {
    quiesced = true;
    stopDeadline = deadline;
    // What is left then is for what has begun, for the last commit and for leaving the group.
    var rest = min(deadline.remaining().dividedBy(4), COMMIT_TIMEOUT.multipliedBy(2));
    attemptDeadline = deadline.earlier(rest.dividedBy(2));
    drainDeadline = deadline.earlier(rest);
    stopping.countDown();
  }

  @Override
  public final boolean join(Deadline deadline) throws InterruptedException {
    return thread.join(deadline.remaining().plusMillis(1));
  }

  @Override
  public final Health health() {
    return health.now();
  }

  final boolean isQuiesced() {
    return quiesced;
  }

  final boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** Until when a stop waits for what fails; later, it is left to the next owner. */
  final Deadline attemptDeadline() {
    return attemptDeadline;
  }

  /** What is left until the thread has to have ended. */
  final Duration untilEnd() {
    return stopDeadline.remaining();
  }

  /** Whether there is time for more than to leave the group. */
  final boolean hasTime() {
    return untilEnd().compareTo(LEAVING) > 0;
  }

  /** The time for a last commit; enough for one even if nothing is left. */
  final Duration lastCommit() {
    return enough(untilEnd().minus(LEAVING));
  }

  /** The time to leave the group, likewise. */
  private Duration lastWord() {
    return enough(untilEnd());
  }

  private static Duration enough(Duration time) {
    var left = min(time, COMMIT_TIMEOUT);
    return left.compareTo(INTERRUPT_GRACE) < 0 ? INTERRUPT_GRACE : left;
  }

  /** The group has given this member its part, which may be nothing. */
  final void joined() {
    health.joined();
    joined.countDown();
  }

  /** Waits while there is nothing to do; a stop cuts it short. */
  final void rest(Duration duration) throws InterruptedException {
    var unused = stopping.await(duration.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** How long ago the brokers answered a heartbeat, in seconds; negative before the first. */
  final double silentSeconds() {
    if (silence == null) {
      silence =
          metrics().values().stream()
              .filter(metric -> metric.metricName().name().equals("last-heartbeat-seconds-ago"))
              .findFirst()
              .orElse(null);
    }
    return silence != null && silence.metricValue() instanceof Number seconds
        ? seconds.doubleValue()
        : -1;
  }

  static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void run() {
    var reason = "the poll thread has stopped";
    try {
      while (!isStopping() || !(drainDeadline.isOver() || isIdle())) {
        attempt();
      }
      end();
    } catch (InterruptedException | RuntimeException | Error e) {
      log.error("poll thread of {} ends", settings.name(), e);
      reason = "the poll thread has died: " + e;
    } finally {
      health.ended(reason);
      leave();
    }
  }

  private void attempt() throws InterruptedException {
    try {
      turn();
      health.silentFor(silentSeconds());
      health.polled();
    } catch (InterruptException e) {
      // A library on this thread; the stop has its own signal.
      Thread.interrupted();
    } catch (KafkaException | IllegalStateException e) {
      var text = Causes.describe(e, settings.position().connection());
      health.failed(text);
      log.warn("{} cannot poll {}: {}", settings.name(), settings.position().topic(), text);
      log.debug("poll failed", e);
      pause();
    }
  }

  /** A stop that begins cuts the pause short; one that is under way has its own pauses. */
  private void pause() throws InterruptedException {
    if (isStopping()) {
      Thread.sleep(min(FAILURE_PAUSE, drainDeadline.remaining()));
    } else {
      rest(FAILURE_PAUSE);
    }
  }

  private void leave() {
    try {
      close(lastWord());
    } catch (RuntimeException e) {
      log.warn("cannot leave group {} orderly: {}", settings.position().group(), e.getMessage());
    }
  }
}
