package dev.belfry.messaging;

import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the messages that are handled at the same time into batches, on any broker. A batch is
 * handed over when it is full or when its first message has waited for the linger time; each
 * message then has its own outcome:
 *
 * <ul>
 *   <li>If the {@link BatchHandler} returns, all are done.
 *   <li>If it names the message that failed, those before it are done, that one has failed, and
 *       those behind it come again at once, at no cost of an attempt.
 *   <li>If it throws anything else, each message is handed over alone, and fails or is done alone.
 * </ul>
 *
 * <p>So a batch is never larger than the adapter's parallelism, which should be well above the
 * size; messages of one key, which an adapter runs one after another, are never in one batch.
 * Thread-safe.
 */
public final class Batching implements MessageHandler {
  /** 10 ms: what a message waits for company. */
  public static final Duration DEFAULT_LINGER = Duration.ofMillis(10);

  private final BatchHandler handler;
  private final int size;
  private final Duration linger;
  private final OpenTelemetry telemetry;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock
  private @Nullable Batch open;

  private Batching(Builder builder) {
    handler = builder.handler;
    size = builder.size;
    linger = builder.linger;
    telemetry = builder.telemetry;
  }

  /**
   * Starts the settings of a handler.
   *
   * @param size most messages of a batch, at least 1
   */
  public static Builder builder(BatchHandler handler, int size) {
    return new Builder(handler, size);
  }

  @Override
  public Outcome handle(Message message) throws Exception {
    Batch batch;
    Batch.Place place;
    lock.lock();
    try {
      batch = open;
      if (batch == null) {
        batch = new Batch();
        open = batch;
      }
      place = batch.add(message);
      if (batch.size() == size) {
        open = null;
        batch.full().countDown();
      }
    } finally {
      lock.unlock();
    }
    if (place.isFirst()) {
      lead(batch);
    }
    return place.outcome();
  }

  /** The first of a batch waits for it to fill and hands it over, on its own thread. */
  private void lead(Batch batch) throws InterruptedException {
    try {
      var unused = batch.full().await(linger.toNanos(), TimeUnit.NANOSECONDS);
      close(batch);
      batch.handOver(handler, telemetry.getTracer("dev.belfry.messaging"));
    } finally {
      // Whatever happened, nobody waits for ever.
      close(batch);
      batch.comeAgain();
    }
  }

  private void close(Batch batch) {
    lock.lock();
    try {
      if (open == batch) {
        open = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Settings of a {@link Batching}. Not thread-safe. */
  public static final class Builder {
    private final BatchHandler handler;
    private final int size;
    private Duration linger = DEFAULT_LINGER;
    private OpenTelemetry telemetry = OpenTelemetry.noop();

    private Builder(BatchHandler handler, int size) {
      if (size < 1) {
        throw new IllegalArgumentException("size must be at least 1, not " + size);
      }
      this.handler = handler;
      this.size = size;
    }

    /** How long a batch waits to be full; zero is not at all. Default: {@link #DEFAULT_LINGER}. */
    public Builder linger(Duration linger) {
      if (linger.isNegative()) {
        throw new IllegalArgumentException("linger must not be negative: " + linger);
      }
      this.linger = linger;
      return this;
    }

    /** Records a span for each batch, linked to those of its messages. Default: records none. */
    public Builder openTelemetry(OpenTelemetry telemetry) {
      this.telemetry = telemetry;
      return this;
    }

    public Batching build() {
      return new Batching(this);
    }
  }
}
