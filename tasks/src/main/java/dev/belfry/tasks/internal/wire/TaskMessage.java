package dev.belfry.tasks.internal.wire;

import com.google.protobuf.ByteString;
import java.util.Map;

/**
 * A task as it is stored. Immutable.
 *
 * @param type what is to be done; a handler is chosen by it
 * @param payload the data, possibly empty
 * @param id unique in the queue
 * @param queue the queue whose keys hold the task
 * @param maxRetry how often a failed task is tried again
 * @param retried how often it was tried again so far
 * @param error text of the last failure, or empty
 * @param timeoutSeconds how long one attempt may take; 0 means no limit was given
 * @param deadlineSeconds Unix second after which no attempt may run; 0 means none
 * @param uniqueKey the lock's key, or empty
 * @param lastFailedAt Unix second of the last failure; 0 means never
 * @param retentionSeconds how long the task is kept after success; 0 means not at all
 * @param completedAt Unix second of success; 0 means not yet
 * @param group the group to be aggregated with, or empty
 * @param headers pairs that travel with the task
 */
public record TaskMessage(
    String type,
    ByteString payload,
    String id,
    String queue,
    int maxRetry,
    int retried,
    String error,
    long timeoutSeconds,
    long deadlineSeconds,
    String uniqueKey,
    long lastFailedAt,
    long retentionSeconds,
    long completedAt,
    String group,
    Map<String, String> headers) {

  public TaskMessage {
    headers = Map.copyOf(headers);
  }

  /** Starts a message with everything else empty. */
  public static Builder builder(String type, String id, String queue) {
    return new Builder(type, id, queue);
  }

  /** Reads stored bytes. */
  public static TaskMessage decode(byte[] bytes) throws UndecodableException {
    return TaskMessageCodec.decode(bytes);
  }

  /** The bytes to store. */
  public byte[] encode() {
    return TaskMessageCodec.encode(this);
  }

  /** The same message after success at {@code second}. */
  public TaskMessage completedAt(long second) {
    return toBuilder().completedAt(second).build();
  }

  /** The same message after an attempt that ended with {@code error} and counts as a retry. */
  public TaskMessage failedAt(long second, String error) {
    return toBuilder().retried(retried + 1).error(error).lastFailedAt(second).build();
  }

  /** The same message after an attempt that ended with {@code error} and burns no retry. */
  public TaskMessage endedAt(long second, String error) {
    return toBuilder().error(error).lastFailedAt(second).build();
  }

  /**
   * Bytes that, appended to any encoded message, make it one that failed at {@code second} because
   * of {@code error}: of a protobuf field that comes twice, the last one holds.
   */
  public static byte[] failureSuffix(long second, String error) {
    return TaskMessageCodec.failureSuffix(second, error);
  }

  /** A builder that starts with the values of this message. */
  public Builder toBuilder() {
    return new Builder(type, id, queue)
        .payload(payload)
        .maxRetry(maxRetry)
        .retried(retried)
        .error(error)
        .timeoutSeconds(timeoutSeconds)
        .deadlineSeconds(deadlineSeconds)
        .uniqueKey(uniqueKey)
        .lastFailedAt(lastFailedAt)
        .retentionSeconds(retentionSeconds)
        .completedAt(completedAt)
        .group(group)
        .headers(headers);
  }

  /** Collects the values of a message. For one thread. */
  public static final class Builder {
    private String type;
    private String id;
    private String queue;
    private ByteString payload = ByteString.EMPTY;
    private int maxRetry;
    private int retried;
    private String error = "";
    private long timeoutSeconds;
    private long deadlineSeconds;
    private String uniqueKey = "";
    private long lastFailedAt;
    private long retentionSeconds;
    private long completedAt;
    private String group = "";
    private Map<String, String> headers = Map.of();

    private Builder(String type, String id, String queue) {
      this.type = type;
      this.id = id;
      this.queue = queue;
    }

    public Builder type(String value) {
      type = value;
      return this;
    }

    public Builder id(String value) {
      id = value;
      return this;
    }

    public Builder queue(String value) {
      queue = value;
      return this;
    }

    public Builder payload(ByteString value) {
      payload = value;
      return this;
    }

    public Builder maxRetry(int value) {
      maxRetry = value;
      return this;
    }

    public Builder retried(int value) {
      retried = value;
      return this;
    }

    public Builder error(String value) {
      error = value;
      return this;
    }

    public Builder timeoutSeconds(long value) {
      timeoutSeconds = value;
      return this;
    }

    public Builder deadlineSeconds(long value) {
      deadlineSeconds = value;
      return this;
    }

    public Builder uniqueKey(String value) {
      uniqueKey = value;
      return this;
    }

    public Builder lastFailedAt(long value) {
      lastFailedAt = value;
      return this;
    }

    public Builder retentionSeconds(long value) {
      retentionSeconds = value;
      return this;
    }

    public Builder completedAt(long value) {
      completedAt = value;
      return this;
    }

    public Builder group(String value) {
      group = value;
      return this;
    }

    public Builder headers(Map<String, String> value) {
      headers = value;
      return this;
    }

    public TaskMessage build() {
      return new TaskMessage(
          type,
          payload,
          id,
          queue,
          maxRetry,
          retried,
          error,
          timeoutSeconds,
          deadlineSeconds,
          uniqueKey,
          lastFailedAt,
          retentionSeconds,
          completedAt,
          group,
          headers);
    }
  }
}
