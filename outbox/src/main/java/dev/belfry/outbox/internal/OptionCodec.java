package dev.belfry.outbox.internal;

import dev.belfry.tasks.TaskOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Options of tasks as lists of texts: a name and its values. */
final class OptionCodec {
  private OptionCodec() {}

  static List<String> encode(TaskOption option) {
    return switch (option) {
      case TaskOption.Queue(String name) -> List.of("queue", name);
      case TaskOption.MaxRetry(int retries) -> List.of("maxRetry", Integer.toString(retries));
      case TaskOption.Timeout(Duration duration) -> List.of("timeout", duration.toString());
      case TaskOption.Deadline(Instant instant) -> List.of("deadline", instant.toString());
      case TaskOption.Unique(Duration duration) -> List.of("unique", duration.toString());
      case TaskOption.UniqueBy(String key, Duration duration) ->
          List.of("uniqueBy", key, duration.toString());
      case TaskOption.ReplaceFinished() -> List.of("replaceFinished");
      case TaskOption.Once(Duration duration) -> List.of("once", duration.toString());
      case TaskOption.ProcessAt(Instant instant) -> List.of("processAt", instant.toString());
      case TaskOption.ProcessIn(Duration duration) -> List.of("processIn", duration.toString());
      case TaskOption.TaskId(String id) -> List.of("taskId", id);
      case TaskOption.Retention(Duration duration) -> List.of("retention", duration.toString());
      case TaskOption.Group(String name) -> List.of("group", name);
      case TaskOption.Header(String key, String value) -> List.of("header", key, value);
    };
  }

  /**
   * The option that was encoded.
   *
   * @param age how long ago that was; a delay that was counted from then has less to go
   */
  static TaskOption decode(List<String> texts, Duration age) {
    String name = texts.getFirst();
    return switch (name) {
      case "queue" -> TaskOption.queue(texts.get(1));
      case "maxRetry" -> TaskOption.maxRetry(Integer.parseInt(texts.get(1)));
      case "timeout" -> TaskOption.timeout(Duration.parse(texts.get(1)));
      case "deadline" -> TaskOption.deadline(Instant.parse(texts.get(1)));
      case "unique" -> TaskOption.unique(Duration.parse(texts.get(1)));
      case "uniqueBy" -> TaskOption.uniqueBy(texts.get(1), Duration.parse(texts.get(2)));
      case "replaceFinished" -> TaskOption.replaceFinished();
      case "once" -> TaskOption.once(Duration.parse(texts.get(1)));
      case "processAt" -> TaskOption.processAt(Instant.parse(texts.get(1)));
      case "processIn" -> TaskOption.processIn(Duration.parse(texts.get(1)).minus(age));
      case "taskId" -> TaskOption.taskId(texts.get(1));
      case "retention" -> TaskOption.retention(Duration.parse(texts.get(1)));
      case "group" -> TaskOption.group(texts.get(1));
      case "header" -> TaskOption.header(texts.get(1), texts.get(2));
      default ->
          throw new IllegalArgumentException(
              "the option '" + name + "' was written by a newer version: update the relay");
    };
  }
}
