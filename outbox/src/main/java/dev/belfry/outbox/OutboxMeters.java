package dev.belfry.outbox;

/** The names of the meters that an {@link OutboxRelay} records, and of their tags. */
public final class OutboxMeters {
  /** Timer by kind: from when an intent was written until it was handed over. */
  public static final String DELAY = "belfry.outbox.delay";

  /** Counter by kind: attempts of single intents that failed, while others got through. */
  public static final String FAILED = "belfry.outbox.failed";

  /** Gauge by kind: intents that wait, failing ones among them. */
  public static final String WAITING = "belfry.outbox.waiting";

  /** Gauge by kind: intents that were parked. */
  public static final String PARKED = "belfry.outbox.parked";

  /** Gauge by kind: the age of the oldest intent that waits, in seconds; 0 if none does. */
  public static final String LAG = "belfry.outbox.lag";

  /** Tag: {@code task} or {@code message}. */
  public static final String KIND = "kind";

  /** Tag: the relay's name; relays of one process need different ones. */
  public static final String RELAY = "relay";

  private OutboxMeters() {}
}
