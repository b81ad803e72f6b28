package dev.belfry.kafka.internal;

/** Names of the headers that a message carries on a retry topic, all UTF-8 text. */
final class RetryHeaders {
  static final String PREFIX = "belfry-retry-";

  /** The topic that the message came from. */
  static final String TOPIC = PREFIX + "topic";

  /** Its partition there, decimal. */
  static final String PARTITION = PREFIX + "partition";

  /** Its offset there, decimal. */
  static final String OFFSET = PREFIX + "offset";

  /** When it was sent, decimal milliseconds since the epoch. */
  static final String TIMESTAMP = PREFIX + "timestamp";

  /** The number of the next attempt, decimal. */
  static final String ATTEMPT = PREFIX + "attempt";

  /** When it is due, decimal milliseconds since the epoch. */
  static final String DUE = PREFIX + "due";

  /** Why the last attempt failed, in a sentence. */
  static final String REASON = PREFIX + "reason";

  private RetryHeaders() {}
}
