package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.RedisTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The quick way for calls that come often and whose threads do not wait: a connection of their own
 * with little on the way. As with {@link DirectLines} it is a short cut only: what goes wrong is
 * called again over the shared connection. Nothing here blocks the caller: while there is no such
 * connection, one is made in the background. Thread-safe.
 */
final class PipedLines implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PipedLines.class);

  /** Something on the way may have forgotten a line that was silent for longer. */
  private static final long LONGEST_IDLE_NANOS = Duration.ofSeconds(30).toNanos();

  /** After a failure, the shared connection has time to find out what is the matter. */
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private record Line(PipedLine line, long generation) {}

  private final RedisTarget target;
  private final LongSupplier generation;
  private final boolean suitable;
  private final AtomicBoolean opening = new AtomicBoolean();
  private volatile @Nullable Line current;
  private volatile long failedAt = System.nanoTime() - PAUSE_NANOS - 1;
  private volatile boolean closed;

  /** The line is given up whenever {@code generation} changes: Redis may be somebody else then. */
  PipedLines(RedisTarget target, LongSupplier generation) {
    this.target = target;
    this.generation = generation;
    suitable = PlainSocket.suits(target);
  }

  /**
   * Starts a script.
   *
   * @return its reply, or its failure: {@link PlainSocket#isFinal} tells whether to call again the
   *     other way; null if it is to go the other way from the beginning
   */
  @Nullable CompletableFuture<@Nullable Object> run(
      Script script, Arguments arguments, String... keys) {
    if (!suitable || closed) {
      return null;
    }
    Line line = current;
    if (line == null) {
      openLater();
      return null;
    }
    if (line.line.isBroken()
        || line.generation != generation.getAsLong()
        || line.line.idleNanos() > LONGEST_IDLE_NANOS) {
      line.line.close();
      return null;
    }
    return line.line.send(script, arguments, keys);
  }

  private void openLater() {
    if (System.nanoTime() - failedAt > PAUSE_NANOS && opening.compareAndSet(false, true)) {
      try {
        Thread.ofPlatform().daemon().name("belfry-exchange").start(this::serve);
      } catch (Throwable e) {
        log.warn("no thread for exchanges; they take the other way", e);
        failedAt = System.nanoTime();
        opening.set(false);
      }
    }
  }

  private void serve() {
    try {
      long before = generation.getAsLong();
      try (var line = new PipedLine(target, PlainSocket.limitMillis(target))) {
        current = new Line(line, before);
        if (closed) {
          return;
        }
        line.read();
      }
    } catch (IOException | RuntimeException e) {
      log.debug("{}: exchanges take the other way", target, e);
      failedAt = System.nanoTime();
    } finally {
      current = null;
      opening.set(false);
    }
  }

  @Override
  public void close() {
    closed = true;
    Line line = current;
    if (line != null) {
      line.line.close();
    }
  }
}
