package dev.belfry.service;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells services to take no new work, in reverse order and once. Thread-safe. */
final class ServiceQuiescer {
  private static final Logger log = LoggerFactory.getLogger(ServiceQuiescer.class);

  /** quiesce() sets a flag; one that takes longer is a bug, and its stop() comes anyway. */
  private static final Duration TIMEOUT = Duration.ofMillis(500);

  private final AtomicBoolean begun = new AtomicBoolean();
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

  /** Returns when all were told, by this call or an earlier one, or the deadline is half over. */
  void quiesce(List<Member> started, Deadline deadline) {
    if (!begun.compareAndSet(false, true)) {
      Call.ends(ended, limit(deadline));
      return;
    }
    try {
      for (Member member : started.reversed()) {
        quiesce(member, limit(deadline));
      }
    } finally {
      ended.complete(null);
    }
  }

  private static Duration limit(Deadline deadline) {
    return deadline.remaining().dividedBy(2);
  }

  private static void quiesce(Member member, Duration limit) {
    Call call = Call.begin("quiesce-" + member.name(), member.service()::quiesce);
    if (!call.endsWithin(limit.compareTo(TIMEOUT) < 0 ? limit : TIMEOUT)) {
      log.warn("service \"{}\" is slow to quiesce, going on", member.name(), call.whereabouts());
    } else if (call.failure() != null) {
      log.error("service \"{}\" failed to quiesce, going on", member.name(), call.failure());
    }
  }
}
