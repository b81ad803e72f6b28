package dev.belfry.outbox.internal;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a lane gets through, for others to read. Thread-safe. */
final class LaneState {
  private record Trouble(long since, String reason) {}

  private volatile @Nullable Trouble trouble;

  void well() {
    trouble = null;
  }

  /** Something keeps everything from being relayed; since the first time this was said. */
  void troubled(String reason) {
    Trouble before = trouble;
    trouble = new Trouble(before == null ? System.nanoTime() : before.since, reason);
  }

  /** What has kept the lane from working for at least {@code time}. */
  Optional<String> troubledFor(Duration time) {
    Trouble now = trouble;
    return now == null || System.nanoTime() - now.since < time.toNanos()
        ? Optional.empty()
        : Optional.of(now.reason);
  }
}
