package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.RedisTarget;
import io.lettuce.core.RedisCommandExecutionException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The quick way for a call whose thread waits for the reply: the thread does the input and output
 * itself. It is a short cut only. Whatever goes wrong, the answer is "not this way", and the same
 * call goes over the shared connection, which knows all about encryption, replicas, masters that
 * change and Redis being away; so only calls that may run twice can go this way. Thread-safe.
 */
final class DirectLines implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DirectLines.class);

  /** More callers at a time fare better together, over the shared connection. */
  private static final int MOST = 4;

  /** Something on the way may have forgotten a line that was silent for longer. */
  private static final long LONGEST_IDLE_NANOS = Duration.ofSeconds(30).toNanos();

  /** After a failure, the shared connection has time to find out what is the matter. */
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private record Line(DirectLine line, long generation) {}

  private final RedisTarget target;
  private final LongSupplier generation;
  private final boolean suitable;
  private final int limitMillis;
  private final AdaptiveSpin spin =
      new AdaptiveSpin(Runtime.getRuntime().availableProcessors(), System::nanoTime);
  private final Semaphore permits = new Semaphore(MOST);
  private final ConcurrentLinkedDeque<Line> idle = new ConcurrentLinkedDeque<>();
  private final Set<DirectLine> open = ConcurrentHashMap.newKeySet();
  private volatile long failedAt = System.nanoTime() - PAUSE_NANOS - 1;
  private volatile boolean closed;

  /** Lines are given up whenever {@code generation} changes: Redis may be somebody else then. */
  DirectLines(RedisTarget target, LongSupplier generation) {
    this.target = target;
    this.generation = generation;
    suitable = PlainSocket.suits(target);
    limitMillis = PlainSocket.limitMillis(target);
  }

  /**
   * Runs a script.
   *
   * @return its reply; null if the call is to go the other way, though it may have had its effect
   * @throws RedisCommandExecutionException if Redis refuses it for good
   */
  @Nullable Object run(Script script, Arguments arguments, String... keys) {
    // An interrupted thread would lose its line at once.
    if (!suitable
        || closed
        || Thread.currentThread().isInterrupted()
        || System.nanoTime() - failedAt < PAUSE_NANOS
        || !permits.tryAcquire()) {
      return null;
    }
    try {
      return exchange(script, arguments, keys);
    } finally {
      permits.release();
    }
  }

  private @Nullable Object exchange(Script script, Arguments arguments, String... keys) {
    Line line = null;
    try {
      line = take();
      Object reply = line.line.run(script, arguments, keys);
      idle.push(line);
      return reply;
    } catch (RedisCommandExecutionException e) {
      if (line != null) {
        idle.push(line);
      }
      if (PlainSocket.isFinal(e)) {
        throw e;
      }
      return null;
    } catch (IOException | RuntimeException e) {
      log.debug("{}: a call takes the other way", target, e);
      failedAt = System.nanoTime();
      if (line != null) {
        discard(line.line);
      }
      return null;
    }
  }

  private Line take() throws IOException {
    long current = generation.getAsLong();
    for (Line line = idle.poll(); line != null; line = idle.poll()) {
      if (line.generation == current && line.line.idleNanos() < LONGEST_IDLE_NANOS) {
        return line;
      }
      discard(line.line);
    }
    var line = new DirectLine(target, limitMillis, spin);
    open.add(line);
    if (closed) {
      discard(line);
    }
    return new Line(line, current);
  }

  private void discard(DirectLine line) {
    open.remove(line);
    line.close();
  }

  @Override
  public void close() {
    closed = true;
    open.forEach(this::discard);
  }
}
