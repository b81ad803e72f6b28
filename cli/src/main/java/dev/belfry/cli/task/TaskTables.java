package dev.belfry.cli.task;

import dev.belfry.cli.out.Table;
import dev.belfry.cli.out.Text;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Tasks in rows, with what matters in their state. */
final class TaskTables {
  private TaskTables() {}

  static Table of(TaskState state, List<TaskInfo> tasks, Instant now) {
    return switch (state) {
      case ACTIVE, PENDING -> {
        var table = new Table("ID", "TYPE", "PAYLOAD");
        tasks.forEach(task -> table.row(task.id(), task.type(), Text.shown(task.payload())));
        yield table;
      }
      case AGGREGATING -> {
        var table = new Table("ID", "TYPE", "PAYLOAD", "GROUP");
        tasks.forEach(task ->
            table.row(
                task.id(), task.type(), Text.shown(task.payload()), task.group().orElse("-")));
        yield table;
      }
      case SCHEDULED -> {
        var table = new Table("ID", "TYPE", "PAYLOAD", "PROCESS IN");
        tasks.forEach(
            task -> table.row(task.id(), task.type(), Text.shown(task.payload()), next(task, now)));
        yield table;
      }
      case RETRY -> {
        var table =
            new Table(
                "ID",
                "TYPE",
                "PAYLOAD",
                "NEXT RETRY",
                "LAST ERROR",
                "LAST FAILED",
                "RETRIED",
                "MAX RETRY");
        tasks.forEach(task ->
            table.row(
                task.id(),
                task.type(),
                Text.shown(task.payload()),
                next(task, now),
                task.lastError(),
                failed(task, now),
                task.retried(),
                task.maxRetry()));
        yield table;
      }
      case ARCHIVED -> {
        var table = new Table("ID", "TYPE", "PAYLOAD", "LAST FAILED", "LAST ERROR");
        tasks.forEach(task ->
            table.row(
                task.id(),
                task.type(),
                Text.shown(task.payload()),
                failed(task, now),
                task.lastError()));
        yield table;
      }
      case COMPLETED -> {
        var table = new Table("ID", "TYPE", "PAYLOAD", "COMPLETED AT", "RESULT");
        tasks.forEach(task ->
            table.row(
                task.id(),
                task.type(),
                Text.shown(task.payload()),
                task.completedAt().map(Text::time).orElse("-"),
                Text.shown(task.result())));
        yield table;
      }
    };
  }

  /** Tasks of several states. */
  static Table mixed(List<TaskInfo> tasks) {
    var table = new Table("QUEUE", "STATE", "ID", "TYPE", "PAYLOAD", "LAST ERROR");
    tasks.forEach(task ->
        table.row(
            task.queue(),
            task.state().name().toLowerCase(Locale.ROOT),
            task.id(),
            task.type(),
            Text.shown(task.payload()),
            task.lastError().isEmpty() ? "-" : task.lastError()));
    return table;
  }

  private static String next(TaskInfo task, Instant now) {
    return task.nextProcessAt().map(it -> Text.away(it, now)).orElse("-");
  }

  private static String failed(TaskInfo task, Instant now) {
    return task.lastFailedAt().map(it -> Text.away(it, now)).orElse("-");
  }
}
