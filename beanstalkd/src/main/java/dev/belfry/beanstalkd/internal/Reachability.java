package dev.belfry.beanstalkd.internal;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a server can be reached; logs the change, not each attempt. Thread-safe. */
final class Reachability {
  private static final Logger log = LoggerFactory.getLogger(Reachability.class);

  private final String what;
  private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();

  /**
   * Begins with a server that is there.
   *
   * @param what the server's name in logs and health
   */
  Reachability(String what) {
    this.what = what;
  }

  void up() {
    if (trouble.getAndSet(null) != null) {
      log.info("{} is back", what);
    }
  }

  void down(Exception why) {
    var text = why.getMessage() == null ? why.toString() : why.getMessage();
    if (trouble.getAndSet(text) == null) {
      log.warn("{} is away, and its jobs wait: {}", what, text);
    }
  }

  boolean isUp() {
    return trouble.get() == null;
  }

  /** What is wrong, with the server's name; empty if nothing is. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble.get()).map(text -> what + ": " + text);
  }
}
