package dev.belfry.console.internal.live;

import dev.belfry.console.internal.live.Attention.Kind;
import dev.belfry.console.internal.live.Attention.Severity;
import dev.belfry.tasks.QueueInfo.Attempts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Judges whether a queue needs somebody. */
final class QueueAttention {
  /** A pause that is shorter may be part of a deployment. */
  private static final Duration PAUSED_LONG = Duration.ofHours(1);

  private static final Duration WAITS_LONG = Duration.ofMinutes(5);

  /** A lease may be over for some seconds before a server recovers its task. */
  private static final long FEW_FAILURES = 10;

  private static final double MANY_FAIL = 0.2;
  private static final long MANY_RETRIES = 100;

  private QueueAttention() {}

  /**
   * What is wrong.
   *
   * @param recent attempts of the last minutes
   */
  static List<Attention> of(QueueSummary queue, Attempts recent, Instant now) {
    List<Attention> found = new ArrayList<>();
    String name = "'" + queue.queue() + "'";
    long pending = queue.counts().pending();
    boolean served = queue.consumers() > 0;
    if (pending > 0 && !served && !queue.paused()) {
      found.add(
          Attention.queue(
              Kind.BACKLOG_WITHOUT_CONSUMERS,
              Severity.CRITICAL,
              queue,
              pending,
              "start a server that serves "
                  + name
                  + ", or move the tasks to a queue that is served"));
    } else if (served && !queue.paused() && queue.latencyMs() > WAITS_LONG.toMillis()) {
      found.add(
          Attention.queue(
              Kind.QUEUE_WAITS_LONG,
              Severity.WARNING,
              queue,
              pending,
              "the next task of " + name + " has waited for " + minutes(queue.latencyMs())));
    }
    Instant paused = queue.pausedSince();
    if (paused != null && Duration.between(paused, now).compareTo(PAUSED_LONG) > 0) {
      found.add(
          Attention.queue(
              Kind.PAUSED_LONG,
              pending > 0 ? Severity.WARNING : Severity.INFO,
              queue,
              pending,
              name + " is paused for " + minutes(Duration.between(paused, now).toMillis())));
    }
    if (queue.pastDue() > 0) {
      found.add(
          Attention.queue(
              Kind.PAST_DUE,
              served ? Severity.WARNING : Severity.CRITICAL,
              queue,
              queue.pastDue(),
              served
                  ? "the servers of " + name + " should have made them pending by now"
                  : "no running server serves " + name));
    }
    if (queue.orphans() > 0) {
      found.add(
          Attention.queue(
              Kind.ORPHANS,
              served ? Severity.WARNING : Severity.CRITICAL,
              queue,
              queue.orphans(),
              served
                  ? "a server of " + name + " should take them over soon"
                  : "no running server serves " + name + ", so nobody takes them over"));
    }
    failures(queue, recent, name, found);
    return found;
  }

  private static void failures(
      QueueSummary queue, Attempts recent, String name, List<Attention> found) {
    if (recent.failed() < FEW_FAILURES || recent.failed() < recent.processed() * MANY_FAIL) {
      return;
    }
    long percent = 100 * recent.failed() / Math.max(1, recent.processed());
    boolean storm = queue.counts().retry() >= MANY_RETRIES && recent.failed() > recent.succeeded();
    found.add(
        Attention.queue(
            storm ? Kind.RETRY_STORM : Kind.ERROR_SPIKE,
            storm ? Severity.CRITICAL : Severity.WARNING,
            queue,
            storm ? queue.counts().retry() : recent.failed(),
            percent
                + " % of the last "
                + recent.processed()
                + " attempts in "
                + name
                + " failed"
                + (storm ? ", and " + queue.counts().retry() + " tasks are to be retried" : "")));
  }

  private static String minutes(long millis) {
    long minutes = millis / 60_000;
    return minutes < 120 ? minutes + " minutes" : minutes / 60 + " hours";
  }
}
