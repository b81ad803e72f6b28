package dev.belfry.tasks.internal.server;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls what users gave a server, other than handlers, so that nothing it does reaches further: it
 * may throw, and it may block for ever.
 */
final class UserCode {
  private static final Logger log = LoggerFactory.getLogger(UserCode.class);

  /** Enough for a look into a cache or a call to a tracker of errors. */
  static final Duration LIMIT = Duration.ofSeconds(5);

  private UserCode() {}

  /**
   * Asks on a thread of its own. If there is no answer within the limit, or an exception, the
   * fallback is the answer. The result never fails.
   */
  static <T> CompletableFuture<T> ask(String what, Callable<T> code, Supplier<T> fallback) {
    var answer = new CompletableFuture<T>();
    Thread thread = Thread.ofVirtual().name(what).unstarted(() -> call(code, answer));
    CompletableFuture<T> safe =
        answer
            .orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
            .exceptionally(failure -> {
              if (failure instanceof TimeoutException) {
                thread.interrupt();
                log.warn("{} did not answer within {} s", what, LIMIT.toSeconds());
              } else {
                log.warn("{} failed", what, failure);
              }
              return fallback.get();
            });
    try {
      thread.start();
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
    return safe;
  }

  private static <T> void call(Callable<T> code, CompletableFuture<T> answer) {
    try {
      answer.complete(code.call());
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
  }
}
