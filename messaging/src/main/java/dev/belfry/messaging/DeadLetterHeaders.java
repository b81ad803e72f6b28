package dev.belfry.messaging;

/**
 * Names of the headers that a dead letter carries beside the headers of the message itself. All
 * values are UTF-8 text.
 */
public final class DeadLetterHeaders {
  /** The topic that the message came from. */
  public static final String TOPIC = "belfry-dlt-topic";

  /** Its partition there, decimal. */
  public static final String PARTITION = "belfry-dlt-partition";

  /** Its offset there, decimal. */
  public static final String OFFSET = "belfry-dlt-offset";

  /** When it was sent, ISO-8601 in UTC. */
  public static final String TIMESTAMP = "belfry-dlt-timestamp";

  /** The consumer group that gave it up. */
  public static final String GROUP = "belfry-dlt-group";

  /** How often it was tried, decimal. */
  public static final String ATTEMPTS = "belfry-dlt-attempts";

  /** When it was given up, ISO-8601 in UTC. */
  public static final String FAILED_AT = "belfry-dlt-failed-at";

  /** Why, in a sentence. */
  public static final String REASON = "belfry-dlt-reason";

  /** The class of the last failure; absent if the handler decided without one. */
  public static final String EXCEPTION_CLASS = "belfry-dlt-exception-class";

  /** Its message; absent if it has none. */
  public static final String EXCEPTION_MESSAGE = "belfry-dlt-exception-message";

  /** Its stack trace, cut to 8 KiB. */
  public static final String EXCEPTION_STACK = "belfry-dlt-exception-stack";

  /** Present if the content had to be left out, because no broker took it: its size in bytes. */
  public static final String OMITTED_BYTES = "belfry-dlt-omitted-bytes";

  private DeadLetterHeaders() {}
}
