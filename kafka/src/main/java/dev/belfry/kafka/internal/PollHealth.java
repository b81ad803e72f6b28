package dev.belfry.kafka.internal;

import dev.belfry.service.Health;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a polling consumer knows about itself. The poll thread writes, any thread reads. A trouble
 * counts only when it has lasted: brokers restart, groups rebalance.
 */
final class PollHealth {
  private final long graceNanos;

  private volatile boolean joined;
  private volatile long joinedAt = System.nanoTime();
  private volatile long unjoinedSince = System.nanoTime();
  private volatile @Nullable String failure;
  private volatile long failingSince;
  private volatile double silentSeconds;
  private volatile @Nullable String end;

  PollHealth(Duration grace) {
    this.graceNanos = grace.toNanos();
  }

  /** The group has given this member its part, which may be nothing. */
  void joined() {
    joinedAt = System.nanoTime();
    joined = true;
  }

  /** The group has taken all away, because it did not hear of this member. */
  void expelled() {
    joined = false;
    unjoinedSince = System.nanoTime();
  }

  void polled() {
    failure = null;
  }

  void failed(String reason) {
    if (failure == null) {
      failingSince = System.nanoTime();
    }
    failure = reason;
  }

  /** How long ago the last heartbeat was; negative before the first one since the start. */
  void silentFor(double seconds) {
    silentSeconds = seconds < 0 ? (System.nanoTime() - joinedAt) / 1e9 : seconds;
  }

  void ended(String reason) {
    end = reason;
  }

  Health now() {
    var ended = end;
    if (ended != null) {
      return Health.down(ended);
    }
    var reason = failure;
    if (reason != null && lasts(failingSince)) {
      return Health.down("polling fails: " + reason);
    }
    if (!joined && lasts(unjoinedSince)) {
      return Health.down(
          "the consumer group has not assigned any part for " + since(unjoinedSince));
    }
    if (silentSeconds * 1e9 > graceNanos) {
      return Health.down("the brokers have not answered for %.0f s".formatted(silentSeconds));
    }
    return Health.up();
  }

  private boolean lasts(long since) {
    return System.nanoTime() - since > graceNanos;
  }

  private static String since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos).toSeconds() + " s";
  }
}
