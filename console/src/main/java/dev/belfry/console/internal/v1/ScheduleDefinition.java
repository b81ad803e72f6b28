package dev.belfry.console.internal.v1;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.tasks.BookedSchedule;
import dev.belfry.tasks.ScheduleEntry;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskOption;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A schedule that is kept in Redis, as people write it. Immutable. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScheduleDefinition(
    @Nullable String id,
    String name,
    String spec,
    @Nullable String zone,
    String taskType,
    @Nullable String payload,
    @Nullable String payloadForm,
    @Nullable String queue,
    @Nullable Integer maxRetry,
    @Nullable Long timeoutMs,
    @Nullable Long retentionMs,
    @Nullable Long uniqueMs,
    @Nullable Map<String, String> headers,
    @Nullable Boolean paused) {

  /**
   * What it means.
   *
   * @throws dev.belfry.tasks.CronSyntaxException if the expression cannot be read
   */
  ScheduleEntry entry() {
    required("name", name);
    required("spec", spec);
    required("taskType", taskType);
    Task task = Task.of(taskType, NewTasksApi.bytes(payload, payloadForm));
    if (headers != null) {
      for (Map.Entry<String, String> header : headers.entrySet()) {
        task = task.withHeader(header.getKey(), header.getValue());
      }
    }
    var builder =
        ScheduleEntry.builder(spec, task).name(name).options(options().toArray(TaskOption[]::new));
    if (zone != null && !zone.isEmpty()) {
      try {
        builder.zone(ZoneId.of(zone));
      } catch (DateTimeException e) {
        throw Problem.field("zone", "there is no time zone '" + zone + "'");
      }
    }
    return builder.build();
  }

  private List<TaskOption> options() {
    List<TaskOption> options = new ArrayList<>();
    if (queue != null && !queue.isEmpty()) {
      options.add(TaskOption.queue(queue));
    }
    if (maxRetry != null) {
      options.add(TaskOption.maxRetry(maxRetry));
    }
    if (timeoutMs != null) {
      options.add(TaskOption.timeout(Duration.ofMillis(timeoutMs)));
    }
    if (retentionMs != null) {
      options.add(TaskOption.retention(Duration.ofMillis(retentionMs)));
    }
    if (uniqueMs != null) {
      options.add(TaskOption.unique(Duration.ofMillis(uniqueMs)));
    }
    return options;
  }

  private static void required(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw Problem.field(field, field + " is missing");
    }
  }

  /** As it is kept; without options that people cannot change here. */
  static ScheduleDefinition of(String id, BookedSchedule booked) {
    ScheduleEntry entry = booked.entry();
    byte[] payload = entry.task().payload();
    String text = text(payload);
    String queue = null;
    Integer retries = null;
    Long timeout = null;
    Long retention = null;
    Long unique = null;
    List<TaskOption> options = new ArrayList<>(entry.task().options());
    options.addAll(entry.options());
    for (TaskOption option : options) {
      switch (option) {
        case TaskOption.Queue given -> queue = given.name();
        case TaskOption.MaxRetry given -> retries = given.retries();
        case TaskOption.Timeout given -> timeout = given.duration().toMillis();
        case TaskOption.Retention given -> retention = given.duration().toMillis();
        case TaskOption.Unique given -> unique = given.duration().toMillis();
        default -> {}
      }
    }
    return new ScheduleDefinition(
        id,
        booked.name(),
        entry.schedule().toString(),
        entry.zone().map(ZoneId::getId).orElse(null),
        entry.task().type(),
        text == null ? Base64.getEncoder().encodeToString(payload) : text,
        text == null ? "base64" : "text",
        queue,
        retries,
        timeout,
        retention,
        unique,
        entry.task().headers(),
        booked.firing() == BookedSchedule.Firing.PAUSED);
  }

  private static @Nullable String text(byte[] payload) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
