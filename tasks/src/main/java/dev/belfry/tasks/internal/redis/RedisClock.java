package dev.belfry.tasks.internal.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * The clock of Redis, carried on by the monotonic clock of this process between two samples.
 * Thread-safe.
 */
final class RedisClock {
  /** Clocks of two machines drift apart by some 10 ms in this time at worst. */
  private static final long MAX_AGE_NANOS = Duration.ofSeconds(30).toNanos();

  private final RedisLink link;
  private volatile Sample sample = new Sample(0, System.nanoTime() - MAX_AGE_NANOS - 1);

  private record Sample(long millis, long takenAt) {
    long ageNanos() {
      return System.nanoTime() - takenAt;
    }
  }

  RedisClock(RedisLink link) {
    this.link = link;
  }

  /** Notes what a script told. */
  void sample(long millis) {
    sample = new Sample(millis, System.nanoTime());
  }

  /** The time in Unix ms, without a round trip; empty if the last sample is too old. */
  OptionalLong estimate() {
    Sample last = sample;
    long age = last.ageNanos();
    return age > MAX_AGE_NANOS
        ? OptionalLong.empty()
        : OptionalLong.of(last.millis + age / 1_000_000);
  }

  Instant now() {
    Sample last = sample;
    if (last.ageNanos() > MAX_AGE_NANOS) {
      return ask();
    }
    return Instant.ofEpochMilli(last.millis + last.ageNanos() / 1_000_000);
  }

  long second() {
    return now().getEpochSecond();
  }

  /** The time of Redis, by a round trip. */
  Instant ask() {
    List<byte[]> time = link.call(redis -> redis.time());
    long seconds =
        Long.parseLong(new String(time.get(0), java.nio.charset.StandardCharsets.US_ASCII));
    long micros =
        Long.parseLong(new String(time.get(1), java.nio.charset.StandardCharsets.US_ASCII));
    long millis = seconds * 1000 + micros / 1000;
    sample(millis);
    return Instant.ofEpochMilli(millis);
  }
}
