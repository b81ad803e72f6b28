package dev.belfry.console.internal.v1;

import dev.belfry.tasks.SchedulerEntryInfo;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads options as schedulers, Go's and Belfry's, tell them: {@code Queue("low")}. */
final class GoOptions {
  private static final Pattern OPTION = Pattern.compile("(\\w+)\\((.*)\\)", Pattern.DOTALL);
  private static final Pattern STEP = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|µs|ms|s|m|h)");

  private GoOptions() {}

  static Task task(SchedulerEntryInfo entry) {
    return Task.of(entry.taskType(), entry.payload());
  }

  /** Those that a task has when it is enqueued at once by hand. */
  static TaskOption[] options(SchedulerEntryInfo entry) {
    List<TaskOption> options = new ArrayList<>();
    for (String text : entry.options()) {
      Matcher option = OPTION.matcher(text);
      if (option.matches()) {
        TaskOption read = option(option.group(1), option.group(2));
        if (read != null) {
          options.add(read);
        }
      }
    }
    return options.toArray(TaskOption[]::new);
  }

  private static @Nullable TaskOption option(String name, String value) {
    return switch (name) {
      case "Queue" -> TaskOption.queue(unquoted(value));
      case "MaxRetry" -> TaskOption.maxRetry(Integer.parseInt(value));
      case "Timeout" -> TaskOption.timeout(duration(value));
      case "Retention" -> TaskOption.retention(duration(value));
      case "Unique" -> TaskOption.unique(duration(value));
      case "Group" -> TaskOption.group(unquoted(value));
      default -> null;
    };
  }

  /** The queue that the options name. */
  static @Nullable String queue(List<String> options) {
    return options.stream()
        .map(OPTION::matcher)
        .filter(option -> option.matches() && option.group(1).equals("Queue"))
        .map(option -> unquoted(option.group(2)))
        .findFirst()
        .orElse(null);
  }

  private static String unquoted(String text) {
    String inner =
        text.length() > 1 && text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
    return inner.replace("\\\"", "\"").replace("\\\\", "\\");
  }

  private static Duration duration(String text) {
    double nanos = 0;
    Matcher step = STEP.matcher(text);
    while (step.find()) {
      nanos +=
          Double.parseDouble(step.group(1))
              * switch (step.group(2)) {
                case "ns" -> 1;
                case "us", "µs" -> 1e3;
                case "ms" -> 1e6;
                case "s" -> 1e9;
                case "m" -> 60e9;
                default -> 3600e9;
              };
    }
    return Duration.ofNanos(Math.round(nanos));
  }
}
