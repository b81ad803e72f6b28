package dev.belfry.tasks;

import com.google.protobuf.ByteString;
import dev.belfry.service.codec.CodecException;
import dev.belfry.service.codec.JsonCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work: what is to be done, and the data for it. Immutable. A task may carry options of
 * its own, which options given to {@code enqueue} override.
 */
public final class Task {
  /** Stands for no task where one is asked for; known by its identity. */
  static final Task NOTHING = Task.of("belfry:nothing");

  private final String type;
  private final @Nullable ByteString payload;
  private final Map<String, String> headers;
  private final List<TaskOption> options;

  private Task(
      String type,
      @Nullable ByteString payload,
      Map<String, String> headers,
      List<TaskOption> options) {
    this.type = type;
    this.payload = payload;
    this.headers = Map.copyOf(headers);
    this.options = List.copyOf(options);
  }

  /**
   * A task without a payload.
   *
   * @throws IllegalArgumentException if the type is blank
   */
  public static Task of(String type) {
    return new Task(notBlank(type), null, Map.of(), List.of());
  }

  /**
   * A task with these bytes as its payload; they are copied. No bytes are still a payload: a unique
   * task without a payload and one with an empty payload are two different tasks.
   *
   * @throws IllegalArgumentException if the type is blank
   */
  public static Task of(String type, byte[] payload) {
    return new Task(notBlank(type), ByteString.copyFrom(payload), Map.of(), List.of());
  }

  /**
   * A task with {@code value}, usually a record, as JSON.
   *
   * @throws IllegalArgumentException if the type is blank
   * @throws CodecException if the value has no form in JSON
   */
  public static Task of(String type, Object value) {
    byte[] json = JsonCodec.create().encode(value);
    return new Task(notBlank(type), ByteString.copyFrom(json), Map.of(), List.of());
  }

  private static String notBlank(String type) {
    if (type.isBlank()) {
      throw new IllegalArgumentException("the type of a task must not be blank");
    }
    return type;
  }

  /** A task as it was stored; a foreign writer may have left out its type. */
  static Task stored(String type, ByteString payload, Map<String, String> headers) {
    return new Task(type, payload, headers, List.of());
  }

  /** The same task with another header; it replaces the one of that key. */
  public Task withHeader(String key, String value) {
    var more = new HashMap<>(headers);
    more.put(key, value);
    return new Task(type, payload, more, options);
  }

  /** The same task with more options of its own. */
  public Task with(TaskOption... more) {
    var all = new ArrayList<>(options);
    all.addAll(List.of(more));
    return new Task(type, payload, headers, all);
  }

  /** What is to be done; a handler is chosen by it. */
  public String type() {
    return type;
  }

  /** The data; empty if there is none. A copy. */
  public byte[] payload() {
    return bytes().toByteArray();
  }

  /**
   * The data, read as JSON.
   *
   * @throws CodecException if they are not that; says what was expected and where it ended
   */
  public <T> T payload(Class<T> type) {
    return JsonCodec.create().decode(payload(), type);
  }

  /** Whether the task has a payload, even an empty one. */
  public boolean hasPayload() {
    return payload != null;
  }

  /** The pairs that travel with the task. */
  public Map<String, String> headers() {
    return headers;
  }

  /** The task's own options. */
  public List<TaskOption> options() {
    return options;
  }

  /** The data without copying it; null if there is none. */
  @Nullable ByteString data() {
    return payload;
  }

  /** The data without copying it; empty if there is none. */
  ByteString bytes() {
    return payload == null ? ByteString.EMPTY : payload;
  }

  @Override
  public String toString() {
    return "task " + type + " (" + bytes().size() + " bytes)";
  }
}
