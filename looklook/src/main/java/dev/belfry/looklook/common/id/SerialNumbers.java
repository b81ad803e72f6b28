package dev.belfry.looklook.common.id;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Makes serial numbers of 25 characters: prefix, {@code yyyyMMddHHmmss} in the zone of the clock, 8
 * random digits. Two of one second are equal once in 10⁸: the caller has a unique index and tries
 * again with another number. Thread-safe.
 */
public final class SerialNumbers {
  private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final int RANDOM_BOUND = 100_000_000; // 8 digits

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /** Numbers with the time of {@code clock} in its zone. */
  public SerialNumbers(Clock clock) {
    this.clock = clock;
  }

  /** A new number. */
  public String next(SnPrefix prefix) {
    return prefix.text()
        + LocalDateTime.now(clock).format(SECOND)
        + "%08d".formatted(random.nextInt(RANDOM_BOUND));
  }
}
