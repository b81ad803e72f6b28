package dev.belfry.console.internal.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the numbers of queues for some hours, in a bounded piece of memory: about 30 KB for
 * each queue. Thread-safe.
 */
public final class History {
  /** As often as queues are looked at while nobody watches. */
  public static final Duration STEP = Duration.ofSeconds(15);

  /** Two hours. */
  private static final int STEPS = 480;

  /** The largest ones; the others are part of the sums. */
  private static final int MOST_QUEUES = 300;

  private static final String ALL = "";

  /** What is remembered. */
  public enum Quantity {
    SIZE(0),
    LATENCY_SECONDS(1),
    MEMORY_BYTES(2),
    PROCESSED_PER_SECOND(3),
    FAILED_PER_SECOND(4),
    ERROR_RATE(5),
    PENDING(6),
    RETRY(7),
    ARCHIVED(8),
    SCHEDULED(9),
    ACTIVE(10);

    /** Where its values are. */
    private final int place;

    Quantity(int place) {
      this.place = place;
    }
  }

  private static final int QUANTITIES = Quantity.values().length;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, float[]> values = new HashMap<>();
  private long lastSlot = -1;

  /** How far back it remembers. */
  public static Duration kept() {
    return STEP.multipliedBy(STEPS);
  }

  /** Notes a sample. */
  public void add(Snapshot snapshot) {
    lock.lock();
    try {
      long slot = slot(snapshot.overview().at());
      forget(slot);
      float[] sums = new float[QUANTITIES];
      for (QueueSummary queue : snapshot.queues().items()) {
        float[] now = now(queue);
        for (Quantity each : Quantity.values()) {
          int i = each.place;
          sums[i] =
              each == Quantity.LATENCY_SECONDS ? Math.max(sums[i], now[i]) : sums[i] + zero(now[i]);
        }
        put(queue.queue(), slot, now);
      }
      int rate = Quantity.ERROR_RATE.place;
      sums[rate] =
          share(sums[Quantity.FAILED_PER_SECOND.place], sums[Quantity.PROCESSED_PER_SECOND.place]);
      put(ALL, slot, sums);
      lastSlot = Math.max(lastSlot, slot);
    } finally {
      lock.unlock();
    }
  }

  private static long slot(Instant at) {
    return at.getEpochSecond() / STEP.toSeconds();
  }

  /** Slots that no sample came into are empty; queues that are gone are dropped in the end. */
  private void forget(long slot) {
    long from = lastSlot < 0 ? slot : Math.max(lastSlot + 1, slot - STEPS + 1);
    for (long empty = from; empty <= slot; empty++) {
      for (float[] series : values.values()) {
        for (int quantity = 0; quantity < QUANTITIES; quantity++) {
          series[quantity * STEPS + (int) (empty % STEPS)] = Float.NaN;
        }
      }
    }
    if (from <= slot && slot % STEPS == 0) {
      values.values().removeIf(History::isEmpty);
    }
  }

  private static boolean isEmpty(float[] series) {
    for (float value : series) {
      if (!Float.isNaN(value)) {
        return false;
      }
    }
    return true;
  }

  private void put(String queue, long slot, float[] now) {
    if (values.size() > MOST_QUEUES && !values.containsKey(queue)) {
      return;
    }
    float[] series =
        values.computeIfAbsent(
            queue,
            name -> {
              float[] empty = new float[QUANTITIES * STEPS];
              Arrays.fill(empty, Float.NaN);
              return empty;
            });
    for (int quantity = 0; quantity < QUANTITIES; quantity++) {
      series[quantity * STEPS + (int) (slot % STEPS)] = now[quantity];
    }
  }

  private static float[] now(QueueSummary queue) {
    float[] now = new float[QUANTITIES];
    now[Quantity.SIZE.place] = queue.size();
    now[Quantity.LATENCY_SECONDS.place] = queue.latencyMs() / 1000f;
    now[Quantity.MEMORY_BYTES.place] = number(queue.memoryBytes());
    now[Quantity.PROCESSED_PER_SECOND.place] = number(queue.rates().processedPerSecond());
    now[Quantity.FAILED_PER_SECOND.place] = number(queue.rates().failedPerSecond());
    now[Quantity.ERROR_RATE.place] =
        share(number(queue.rates().failedPerSecond()), number(queue.rates().processedPerSecond()));
    now[Quantity.PENDING.place] = queue.counts().pending();
    now[Quantity.RETRY.place] = queue.counts().retry();
    now[Quantity.ARCHIVED.place] = queue.counts().archived();
    now[Quantity.SCHEDULED.place] = queue.counts().scheduled();
    now[Quantity.ACTIVE.place] = queue.counts().active();
    return now;
  }

  private static float number(@Nullable Number value) {
    return value == null ? Float.NaN : value.floatValue();
  }

  private static float zero(float value) {
    return Float.isNaN(value) ? 0 : value;
  }

  private static float share(float failed, float processed) {
    return Float.isNaN(processed) ? Float.NaN : processed == 0 ? 0 : failed / processed;
  }

  /**
   * Values at steps of {@link #STEP}, null where nothing is known.
   *
   * @param queue empty for all together
   */
  public List<@Nullable Double> values(String queue, Quantity quantity, Instant from, int count) {
    lock.lock();
    try {
      float[] series = values.get(queue);
      List<@Nullable Double> found = new ArrayList<>();
      for (long slot = slot(from); slot < slot(from) + count; slot++) {
        boolean known = slot <= lastSlot && slot > lastSlot - STEPS;
        float value =
            series == null || !known
                ? Float.NaN
                : series[quantity.place * STEPS + (int) (slot % STEPS)];
        found.add(Float.isNaN(value) ? null : Double.valueOf(Math.round(value * 1000) / 1000.0));
      }
      return found;
    } finally {
      lock.unlock();
    }
  }
}
