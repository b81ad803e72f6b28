package dev.belfry.interop.store;

import java.util.HashMap;
import java.util.Map;

/**
 * A task as asynq's client makes it: its message and the further fields of its record. Immutable.
 */
public final class GoTask {
  private final String id;
  private final Map<String, Object> message;
  private final Map<String, String> fields;

  private GoTask(String id, Map<String, Object> message, Map<String, String> fields) {
    this.id = id;
    this.message = Map.copyOf(message);
    this.fields = Map.copyOf(fields);
  }

  /** A task of type T with payload p and what asynq's client sets if nothing else is said. */
  public static GoTask task(String id) {
    return new GoTask(
        id, Map.of("id", id, "type", "T", "payload", "p", "retry", 25, "timeout", 1800L), Map.of());
  }

  /** The same with another field of its message, such as {@code retried}. */
  public GoTask with(String field, Object value) {
    var more = new HashMap<>(message);
    more.put(field, value);
    return new GoTask(id, more, fields);
  }

  /** The same with another field of its record, such as {@code group}. */
  public GoTask withField(String field, String value) {
    var more = new HashMap<>(fields);
    more.put(field, value);
    return new GoTask(id, message, more);
  }

  /** The same with a unique lock, which its message and its record name. */
  public GoTask lockedBy(String lock) {
    return with("unique_key", lock).withField("unique_key", lock);
  }

  public String id() {
    return id;
  }

  Map<String, String> fields() {
    return fields;
  }

  byte[] encode(String queue) {
    return Proto.TASK.encode(with("queue", queue).message);
  }
}
