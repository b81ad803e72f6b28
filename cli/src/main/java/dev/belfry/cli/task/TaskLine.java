package dev.belfry.cli.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.cli.DurationOption;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a task from a line of JSON: {@code {"type": …, "payload": …, "queue": …, …}}. */
final class TaskLine {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> KEYS =
      Set.of(
          "type",
          "payload",
          "queue",
          "id",
          "max_retry",
          "timeout",
          "deadline",
          "unique",
          "process_in",
          "process_at",
          "retention",
          "group",
          "headers");

  private TaskLine() {}

  /**
   * Reads it; what it does not say, the options say.
   *
   * @throws IllegalArgumentException if it makes no sense; says why
   */
  static Task read(String line, NewTaskOptions defaults) {
    JsonNode json;
    try {
      json = JSON.readTree(line);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
    }
    if (!json.isObject()) {
      throw new IllegalArgumentException("no JSON object");
    }
    for (String key : json.propertyNames()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException("'" + key + "' is none of " + KEYS);
      }
    }
    String type = text(json, "type");
    if (type == null) {
      type = defaults.type();
    }
    if (type == null) {
      throw new IllegalArgumentException("'type' is missing");
    }
    List<TaskOption> options = new ArrayList<>(defaults.options());
    options(json, options);
    return payload(json, type, defaults).with(options.toArray(TaskOption[]::new));
  }

  /** A text is taken as it is, anything else as JSON. */
  private static Task payload(JsonNode json, String type, NewTaskOptions defaults) {
    JsonNode payload = json.get("payload");
    if (payload == null) {
      return defaults.task(type);
    }
    String text = payload.isString() ? payload.asString() : payload.toString();
    return Task.of(type, text.getBytes(UTF_8));
  }

  private static void options(JsonNode json, List<TaskOption> options) {
    if (json.has("queue")) {
      options.add(TaskOption.queue(required(json, "queue")));
    }
    if (json.has("id")) {
      options.add(TaskOption.taskId(required(json, "id")));
    }
    if (json.has("group")) {
      options.add(TaskOption.group(required(json, "group")));
    }
    if (json.has("max_retry")) {
      if (!json.get("max_retry").isInt()) {
        throw new IllegalArgumentException("'max_retry' is no number");
      }
      options.add(TaskOption.maxRetry(json.get("max_retry").asInt()));
    }
    if (json.has("timeout")) {
      options.add(TaskOption.timeout(time(json, "timeout")));
    }
    if (json.has("unique")) {
      options.add(TaskOption.unique(time(json, "unique")));
    }
    if (json.has("retention")) {
      options.add(TaskOption.retention(time(json, "retention")));
    }
    if (json.has("process_in")) {
      options.add(TaskOption.processIn(time(json, "process_in")));
    }
    if (json.has("process_at")) {
      options.add(TaskOption.processAt(moment(json, "process_at").toInstant()));
    }
    if (json.has("deadline")) {
      options.add(TaskOption.deadline(moment(json, "deadline").toInstant()));
    }
    if (json.has("headers")) {
      json.get("headers")
          .properties()
          .forEach(header ->
              options.add(TaskOption.header(header.getKey(), header.getValue().asString(""))));
    }
  }

  private static @Nullable String text(JsonNode json, String key) {
    JsonNode value = json.get(key);
    if (value == null) {
      return null;
    }
    if (!value.isString()) {
      throw new IllegalArgumentException("'" + key + "' is no text");
    }
    return value.asString();
  }

  private static String required(JsonNode json, String key) {
    String text = text(json, key);
    if (text == null) {
      throw new IllegalArgumentException("'" + key + "' is missing");
    }
    return text;
  }

  private static Duration time(JsonNode json, String key) {
    try {
      return new DurationOption().convert(required(json, key));
    } catch (TypeConversionException e) {
      throw new IllegalArgumentException("'" + key + "': " + e.getMessage(), e);
    }
  }

  private static OffsetDateTime moment(JsonNode json, String key) {
    try {
      return OffsetDateTime.parse(required(json, key));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + key + "' is no instant such as 2026-11-23T08:00:00Z", e);
    }
  }
}
