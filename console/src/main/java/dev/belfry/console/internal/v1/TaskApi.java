package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.content.Content;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.console.internal.web.Router;
import dev.belfry.tasks.ServerEntry;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.WorkerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything about one task. */
public final class TaskApi implements Api {
  private final Desk desk;

  public TaskApi(Desk desk) {
    this.desk = desk;
  }

  record TaskDetail(
      String queue,
      String id,
      String type,
      TaskState state,
      @Nullable String group,
      int retried,
      int maxRetry,
      @Nullable String lastError,
      @Nullable Instant lastFailedAt,
      @Nullable Instant nextProcessAt,
      @Nullable Instant pendingSince,
      @Nullable Instant startedAt,
      @Nullable Instant deadline,
      @Nullable Instant completedAt,
      @Nullable Instant keptUntil,
      boolean orphaned,
      @Nullable String problem,
      Content payload,
      @Nullable Content result,
      Map<String, String> headers,
      @Nullable Long timeoutMs,
      @Nullable Long retentionMs,
      @Nullable Instant leaseUntil,
      @Nullable Worker worker,
      List<AttemptView> attempts,
      @Nullable String uniqueKey,
      List<String> actions,
      Instant at) {}

  record Worker(
      String serverId,
      String host,
      int pid,
      @Nullable Instant startedAt,
      @Nullable Instant deadline) {}

  @Override
  public void mount(Router router) {
    router.get("/api/v1/task", Role.VIEWER, call -> call.json(detail(call)));
    router.get("/api/v1/task/content", Role.VIEWER, this::file);
  }

  private TaskInfo task(Call call) {
    String queue = call.required("queue");
    String id = call.required("id");
    return desk.inspector()
        .task(queue, id)
        .orElseThrow(() ->
            Problem.about(
                404,
                "task-not-found",
                queue,
                id,
                "queue '" + queue + "' has no task '" + id + "'"));
  }

  private TaskDetail detail(Call call) {
    TaskInfo task = task(call);
    Optional<Worker> worker = task.state() == TaskState.ACTIVE ? worker(task) : Optional.empty();
    byte[] result = task.result();
    return new TaskDetail(
        task.queue(),
        task.id(),
        task.type(),
        task.state(),
        task.group().orElse(null),
        task.retried(),
        task.maxRetry(),
        TaskRows.text(desk.contents().said(task.lastError(), task.type(), call.role())),
        task.lastFailedAt().orElse(null),
        task.nextProcessAt().orElse(null),
        task.pendingSince().orElse(null),
        worker.map(Worker::startedAt).orElse(null),
        worker.map(Worker::deadline).or(task::deadline).orElse(null),
        task.completedAt().orElse(null),
        task.keptUntil().orElse(null),
        task.isOrphaned(),
        null,
        desk.contents().content(task.payload(), task.type(), call.role()),
        result.length == 0 ? null : desk.contents().content(result, task.type(), call.role()),
        desk.contents().headers(task.headers(), task.type(), call.role()),
        task.timeout().map(Duration::toMillis).orElse(null),
        task.retention().isZero() ? null : task.retention().toMillis(),
        task.leaseUntil().orElse(null),
        worker.orElse(null),
        AttemptView.of(
            desk.inspector().attempts(task.queue(), task.id()),
            task,
            worker.map(Worker::startedAt).orElse(null),
            error -> desk.contents().said(error, task.type(), call.role())),
        null,
        call.role().includes(Role.OPERATOR) ? TaskActions.of(task) : List.of(),
        Instant.now());
  }

  private Optional<Worker> worker(TaskInfo task) {
    for (ServerEntry server : desk.inspector().servers()) {
      for (WorkerEntry worker : server.workers()) {
        if (worker.taskId().equals(task.id()) && worker.queue().equals(task.queue())) {
          ServerEntry.Identity process = server.process();
          return Optional.of(
              new Worker(
                  process.id(),
                  process.host(),
                  process.pid(),
                  worker.startedAt().orElse(null),
                  worker.deadline().orElse(null)));
        }
      }
    }
    return Optional.empty();
  }

  private void file(Call call) {
    TaskInfo task = task(call);
    if (desk.contents().hidden(task.type(), call.role())) {
      throw Problem.of(403, "parts of this task are masked for " + call.role().word() + "s");
    }
    String part = call.text("part").orElse("payload");
    byte[] bytes =
        switch (part) {
          case "payload" -> task.payload();
          case "result" -> task.result();
          default -> throw Problem.field("part", "part is payload or result, not '" + part + "'");
        };
    call.setHeader("Content-Disposition", "attachment; filename=\"" + part + ".bin\"");
    call.bytes(200, "application/octet-stream", bytes);
  }
}
