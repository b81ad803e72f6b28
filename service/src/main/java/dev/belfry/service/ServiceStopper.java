package dev.belfry.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops services in reverse order under one deadline. Used once, from one thread.
 *
 * <p>The group waits for a service until the deadline less a reserve for each service that is still
 * to be stopped, so that one that hangs cannot take the time of all others. The deadline that a
 * service gets lies half a reserve before the moment at which it is left behind.
 */
final class ServiceStopper {
  private static final Logger log = LoggerFactory.getLogger(ServiceStopper.class);

  /** Enough to close connections and files when there is nothing else to finish. */
  private static final Duration MOST_RESERVE = Duration.ofMillis(500);

  private final List<Member> started;
  private final Deadline deadline;
  private final Duration reserve;
  private final List<String> leftBehind = new ArrayList<>();

  ServiceStopper(List<Member> started, Duration timeout) {
    this.started = started;
    this.deadline = Deadline.in(timeout);
    // At least half of the time is for the first service to be stopped.
    Duration share = timeout.dividedBy(2L * Math.max(1, started.size()));
    this.reserve = share.compareTo(MOST_RESERVE) < 0 ? share : MOST_RESERVE;
  }

  /** Stops all and returns the names of those left behind. */
  List<String> stopAll(ServiceQuiescer quiescer) {
    quiescer.quiesce(started, deadline);
    for (int i = started.size() - 1; i >= 0; i--) {
      stop(started.get(i), deadline.earlier(reserve.multipliedBy(i)));
    }
    return leftBehind;
  }

  private void stop(Member member, Deadline end) {
    long begin = System.nanoTime();
    Deadline told = end.earlier(reserve.dividedBy(2));
    Call call = Call.begin("stop-" + member.name(), () -> member.service().stop(told));
    if (!call.endsWithin(end.remaining())) {
      log.error(
          "service \"{}\" does not stop, leaving it behind", member.name(), call.whereabouts());
      call.interrupt();
      leftBehind.add(member.name());
    } else if (call.failure() != null) {
      log.error("service \"{}\" failed to stop, going on", member.name(), call.failure());
    } else {
      log.info("stopped {} in {} ms", member.name(), (System.nanoTime() - begin) / 1_000_000);
    }
  }
}
