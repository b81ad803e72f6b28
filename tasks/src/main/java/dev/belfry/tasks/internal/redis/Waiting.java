package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.TaskStoreException;
import io.lettuce.core.LMoveArgs;
import io.lettuce.core.RedisCommandExecutionException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Waits for queues to have something to run, on one connection per queue: a move of the next id
 * from the end of the list to the same end changes nothing, but blocks while the list is empty.
 * Thread-safe.
 */
final class Waiting {
  /** Zero would mean for ever. */
  private static final double SHORTEST_SECONDS = 0.001;

  private final RedisLink link;
  private final Map<String, Waiter> waiters = new ConcurrentHashMap<>();

  Waiting(RedisLink link) {
    this.link = link;
  }

  CompletableFuture<Wake> awaitPending(String queue, Duration timeout) {
    return waiters.computeIfAbsent(queue, Waiter::new).await(timeout);
  }

  private final class Waiter {
    private final String key;
    private final ReentrantLock lock = new ReentrantLock();
    private RedisConnections.@Nullable Line line;
    private CompletableFuture<Wake> current = CompletableFuture.completedFuture(Wake.TIMEOUT);

    Waiter(String queue) {
      key = link.keys(queue).pending();
    }

    // The lock is held while connecting, which happens once: everyone who comes here needs that.
    CompletableFuture<Wake> await(Duration timeout) {
      lock.lock();
      try {
        if (current.isDone()) {
          current = start(timeout);
        }
        return current;
      } catch (TaskStoreException e) {
        return CompletableFuture.failedFuture(e);
      } finally {
        lock.unlock();
      }
    }

    private CompletableFuture<Wake> start(Duration timeout) {
      var open = line == null ? link.connect() : line;
      line = open;
      double seconds = Math.max(SHORTEST_SECONDS, timeout.toMillis() / 1000.0);
      return open.commands()
          .blmove(key, key, LMoveArgs.Builder.rightRight(), seconds)
          .toCompletableFuture()
          .orTimeout(timeout.plus(link.commandTimeout()).toMillis(), TimeUnit.MILLISECONDS)
          .handle(this::wake);
    }

    private Wake wake(byte @Nullable [] id, @Nullable Throwable failure) {
      if (failure == null) {
        return id == null ? Wake.TIMEOUT : Wake.PENDING;
      }
      if (isUnknownCommand(failure)) {
        return Wake.UNSUPPORTED;
      }
      throw link.translate(failure);
    }
  }

  private static boolean isUnknownCommand(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof RedisCommandExecutionException
        && String.valueOf(cause.getMessage()).contains("unknown command");
  }
}
