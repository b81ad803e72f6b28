package dev.belfry.console.internal.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.tasks.TaskFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which tasks, as the API says it. Immutable. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FilterBody(
    @Nullable String query,
    @Nullable List<String> queues,
    @Nullable List<String> states,
    @Nullable List<String> groups,
    @Nullable String type,
    @Nullable String id,
    @Nullable String text,
    @Nullable String path,
    @Nullable String value,
    @Nullable String error,
    @Nullable String header,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Integer minRetried) {

  /** What the parameters of a call say. */
  static FilterBody of(Call call) {
    return new FilterBody(
        call.text("query").orElse(null),
        call.texts("queue"),
        call.texts("state"),
        call.texts("group"),
        call.text("type").orElse(null),
        call.text("id").orElse(null),
        call.text("text").orElse(null),
        call.text("path").orElse(null),
        call.text("value").orElse(null),
        call.text("error").orElse(null),
        call.text("header").orElse(null),
        call.time("from").orElse(null),
        call.time("to").orElse(null),
        call.text("minRetried").isPresent()
            ? Integer.valueOf((int) call.number("minRetried", 0, 0, Integer.MAX_VALUE))
            : null);
  }

  /**
   * The filter that this means.
   *
   * @throws dev.belfry.tasks.FilterSyntaxException if the query line cannot be read
   */
  TaskFilter filter() {
    String line = query == null ? "" : query;
    List<String> terms = new ArrayList<>();
    if (!line.isBlank()) {
      terms.add(line);
    }
    names(terms, "queue", queues);
    names(terms, "group", groups);
    if (id != null) {
      terms.add("id:" + pattern(id));
    }
    if (path != null && value == null) {
      terms.add("json:" + escaped(path));
    }
    if (header != null && !header.contains("=")) {
      terms.add("header:" + escaped(header));
    }
    if (minRetried != null) {
      terms.add("retried:>=" + minRetried);
    }
    var builder = TaskFilter.parse(String.join(" ", terms)).toBuilder();
    if (states != null) {
      builder.states(states.stream().map(ListTasksApi::state).collect(Collectors.toSet()));
    }
    return simple(builder).build();
  }

  private TaskFilter.Builder simple(TaskFilter.Builder builder) {
    if (type != null) {
      builder.type(type);
    }
    if (text != null) {
      builder.payload(text);
    }
    if (path != null && value != null) {
      try {
        builder.json(path, value);
      } catch (IllegalArgumentException e) {
        throw Problem.field("path", String.valueOf(e.getMessage()));
      }
    }
    if (error != null) {
      builder.error(error);
    }
    if (header != null && header.contains("=")) {
      String[] parts = header.split("=", 2);
      builder.header(parts[0], parts[1]);
    }
    if (from != null) {
      builder.after(from);
    }
    if (to != null) {
      builder.before(to);
    }
    return builder;
  }

  private static void names(List<String> terms, String key, @Nullable List<String> names) {
    if (names != null && !names.isEmpty()) {
      terms.add(
          key + ":" + names.stream().map(FilterBody::escaped).collect(Collectors.joining(",")));
    }
  }

  /** Every character means itself. */
  private static String escaped(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Every character but the star means itself. */
  private static String pattern(String text) {
    return Stream.of(text.split("\\*", -1))
        .map(part -> part.isEmpty() ? "" : escaped(part))
        .collect(Collectors.joining("*"));
  }
}
