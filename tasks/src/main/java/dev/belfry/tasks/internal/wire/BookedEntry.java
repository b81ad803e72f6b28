package dev.belfry.tasks.internal.wire;

import dev.belfry.service.codec.JsonCodec;
import dev.belfry.tasks.CatchUp;
import dev.belfry.tasks.CronSpec;
import dev.belfry.tasks.Overlap;
import dev.belfry.tasks.ScheduleEntry;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form in which a schedule is kept in Redis.
 *
 * @param schedule when it fires
 * @param zone the zone of the schedule, if it has one of its own
 * @param task what it enqueues
 * @param missed what it does about moments that were missed, and while its last task is not done
 * @param paused whether it does not fire
 */
public record BookedEntry(
    String schedule, @Nullable String zone, Work task, Missed missed, boolean paused) {

  /**
   * What is enqueued.
   *
   * @param type the type
   * @param payload in Base64, or null for none
   * @param headers the pairs that travel with it
   * @param options each with its name and its values
   */
  public record Work(
      String type,
      @Nullable String payload,
      Map<String, String> headers,
      List<List<String>> options) {}

  /**
   * What a schedule does about moments that were missed.
   *
   * @param limit with how many it catches up
   * @param lookBackSeconds how far it looks back for them
   * @param overlap what it does while its last task is not done
   */
  public record Missed(int limit, long lookBackSeconds, String overlap) {}

  /** The form of an entry. */
  public static BookedEntry of(ScheduleEntry entry, boolean paused) {
    List<List<String>> options = new ArrayList<>();
    entry.task().options().forEach(option -> options.add(text(option)));
    entry.options().forEach(option -> options.add(text(option)));
    Task task = entry.task();
    return new BookedEntry(
        entry.schedule().toString(),
        entry.zone().map(ZoneId::getId).orElse(null),
        new Work(
            task.type(),
            task.hasPayload() ? Base64.getEncoder().encodeToString(task.payload()) : null,
            new TreeMap<>(task.headers()),
            options),
        new Missed(
            entry.catchUp().limit(),
            entry.catchUp().lookBack().toSeconds(),
            entry.overlap().name()),
        paused);
  }

  /**
   * Reads an entry.
   *
   * @throws RuntimeException if that is no such form
   */
  public static BookedEntry decode(byte[] json) {
    return JsonCodec.create().decode(json, BookedEntry.class);
  }

  /** The bytes that are kept. */
  public byte[] encode() {
    return JsonCodec.create().encode(this);
  }

  /**
   * The entry.
   *
   * @throws RuntimeException if something in it makes no sense
   */
  public ScheduleEntry entry(String name) {
    Task plain =
        task.payload() == null
            ? Task.of(task.type())
            : Task.of(task.type(), Base64.getDecoder().decode(task.payload()));
    for (var header : task.headers().entrySet()) {
      plain = plain.withHeader(header.getKey(), header.getValue());
    }
    var entry =
        ScheduleEntry.builder(CronSpec.parseWithSeconds(schedule), plain)
            .name(name)
            .catchUp(new CatchUp(missed.limit(), Duration.ofSeconds(missed.lookBackSeconds())))
            .overlap(Overlap.valueOf(missed.overlap()));
    if (zone != null) {
      entry.zone(ZoneId.of(zone));
    }
    task.options().forEach(option -> entry.options(option(option)));
    return entry.build();
  }

  private static List<String> text(TaskOption option) {
    return switch (option) {
      case TaskOption.Queue(String name) -> List.of("queue", name);
      case TaskOption.MaxRetry(int retries) -> List.of("max_retry", Integer.toString(retries));
      case TaskOption.Timeout(Duration duration) -> List.of("timeout", duration.toString());
      case TaskOption.Deadline(Instant instant) -> List.of("deadline", instant.toString());
      case TaskOption.Unique(Duration duration) -> List.of("unique", duration.toString());
      case TaskOption.UniqueBy(String key, Duration duration) ->
          List.of("unique_by", key, duration.toString());
      case TaskOption.ReplaceFinished() -> List.of("replace_finished");
      case TaskOption.Once(Duration duration) -> List.of("once", duration.toString());
      case TaskOption.ProcessAt(Instant instant) -> List.of("process_at", instant.toString());
      case TaskOption.ProcessIn(Duration duration) -> List.of("process_in", duration.toString());
      case TaskOption.TaskId(String id) -> List.of("task_id", id);
      case TaskOption.Retention(Duration duration) -> List.of("retention", duration.toString());
      case TaskOption.Group(String name) -> List.of("group", name);
      case TaskOption.Header(String key, String value) -> List.of("header", key, value);
    };
  }

  private static TaskOption option(List<String> text) {
    String value = text.size() > 1 ? text.get(1) : "";
    return switch (text.getFirst()) {
      case "queue" -> TaskOption.queue(value);
      case "max_retry" -> TaskOption.maxRetry(Integer.parseInt(value));
      case "timeout" -> TaskOption.timeout(Duration.parse(value));
      case "deadline" -> TaskOption.deadline(Instant.parse(value));
      case "unique" -> TaskOption.unique(Duration.parse(value));
      case "unique_by" -> TaskOption.uniqueBy(value, Duration.parse(text.get(2)));
      case "replace_finished" -> TaskOption.replaceFinished();
      case "once" -> TaskOption.once(Duration.parse(value));
      case "process_at" -> TaskOption.processAt(Instant.parse(value));
      case "process_in" -> TaskOption.processIn(Duration.parse(value));
      case "task_id" -> TaskOption.taskId(value);
      case "retention" -> TaskOption.retention(Duration.parse(value));
      case "group" -> TaskOption.group(value);
      case "header" -> TaskOption.header(value, text.get(2));
      default -> throw new IllegalArgumentException("there is no option " + text.getFirst());
    };
  }
}
