package dev.belfry.outbox.internal;

import dev.belfry.messaging.Headers;
import dev.belfry.messaging.OutgoingMessage;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Tasks and messages as they are written down: JSON in ASCII, and the payload beside it. */
public final class IntentCodec {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private IntentCodec() {}

  /** What is written down of a task. */
  public record TaskMeta(String type, Map<String, String> headers, List<List<String>> options) {}

  /** What is written down of a message; the values of headers in Base64. */
  public record MessageMeta(String topic, @Nullable String key, List<List<String>> headers) {}

  /** A task with options that override its own. */
  public static NewIntent encode(String id, @Nullable String key, Task task, TaskOption... more) {
    List<List<String>> options =
        Stream.concat(task.options().stream(), Stream.of(more)).map(OptionCodec::encode).toList();
    var meta = new TaskMeta(task.type(), task.headers(), options);
    byte[] payload = task.hasPayload() ? task.payload() : null;
    return new NewIntent(id, Kind.TASK, task.type(), key, JSON.writeValueAsString(meta), payload);
  }

  /** A message. */
  public static NewIntent encode(String id, OutgoingMessage message) {
    List<List<String>> headers = new ArrayList<>();
    message
        .headers()
        .forEach(
            (name, value) -> headers.add(List.of(name, Base64.getEncoder().encodeToString(value))));
    String key = message.key().orElse(null);
    var meta = new MessageMeta(message.topic(), key, headers);
    return new NewIntent(
        id, Kind.MESSAGE, message.topic(), key, JSON.writeValueAsString(meta), message.value());
  }

  /**
   * The task, with its options.
   *
   * @param age how long ago it was written
   */
  static Task task(StoredIntent intent, Duration age) {
    TaskMeta meta = JSON.readValue(intent.meta(), TaskMeta.class);
    byte[] payload = intent.payload();
    Task task = payload == null ? Task.of(meta.type()) : Task.of(meta.type(), payload);
    for (var header : meta.headers().entrySet()) {
      task = task.withHeader(header.getKey(), header.getValue());
    }
    return task.with(
        meta.options().stream()
            .map(option -> OptionCodec.decode(option, age))
            .toArray(TaskOption[]::new));
  }

  /** The message. */
  static OutgoingMessage message(StoredIntent intent) {
    MessageMeta meta = JSON.readValue(intent.meta(), MessageMeta.class);
    Headers headers = Headers.none();
    for (List<String> header : meta.headers()) {
      headers = headers.with(header.get(0), Base64.getDecoder().decode(header.get(1)));
    }
    byte[] payload = intent.payload();
    byte[] value = payload == null ? new byte[0] : payload;
    String key = meta.key();
    return (key == null
            ? OutgoingMessage.unkeyed(meta.topic(), value)
            : OutgoingMessage.of(meta.topic(), key, value))
        .headers(headers);
  }
}
