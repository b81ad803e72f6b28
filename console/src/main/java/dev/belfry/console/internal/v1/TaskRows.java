package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.content.Contents;
import dev.belfry.console.internal.content.Form;
import dev.belfry.console.internal.content.Preview;
import dev.belfry.tasks.ListedTask;
import dev.belfry.tasks.ServerEntry;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.WorkerEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes rows of tasks for somebody. Immutable. */
final class TaskRows {
  private static final Preview NOTHING = new Preview("", 0, false, Form.EMPTY, false);

  private final Contents contents;
  private final Role role;
  private final Map<String, WorkerEntry> workers = new HashMap<>();

  TaskRows(Contents contents, Role role, List<ServerEntry> servers) {
    this.contents = contents;
    this.role = role;
    servers.stream()
        .flatMap(server -> server.workers().stream())
        .forEach(worker -> workers.put(worker.taskId(), worker));
  }

  /** For tasks of which it does not matter who runs them. */
  TaskRows(Contents contents, Role role) {
    this(contents, role, List.of());
  }

  TaskRow row(ListedTask listed, String queue, TaskState state) {
    return switch (listed) {
      case ListedTask.Found(TaskInfo task) -> row(task);
      case ListedTask.Broken(String id, String problem) -> broken(queue, id, state, problem);
    };
  }

  TaskRow row(TaskInfo task) {
    WorkerEntry worker = task.state() == TaskState.ACTIVE ? workers.get(task.id()) : null;
    byte[] result = task.result();
    return new TaskRow(
        task.queue(),
        task.id(),
        task.type(),
        task.state(),
        contents.preview(task.payload(), task.type(), role),
        task.group().orElse(null),
        task.retried(),
        task.maxRetry(),
        text(contents.said(task.lastError(), task.type(), role)),
        task.lastFailedAt().orElse(null),
        task.nextProcessAt().orElse(null),
        task.pendingSince().orElse(null),
        worker == null ? null : worker.startedAt().orElse(null),
        Optional.ofNullable(worker).flatMap(WorkerEntry::deadline).or(task::deadline).orElse(null),
        task.completedAt().orElse(null),
        task.keptUntil().orElse(null),
        result.length == 0 ? null : contents.preview(result, task.type(), role),
        task.isOrphaned(),
        null);
  }

  private static TaskRow broken(String queue, String id, TaskState state, String problem) {
    return new TaskRow(
        queue, id, "", state, NOTHING, null, 0, 0, null, null, null, null, null, null, null, null,
        null, false, problem);
  }

  static @Nullable String text(String text) {
    return text.isEmpty() ? null : text;
  }
}
