package dev.belfry.console.internal.asynqmon;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.v1.Desk;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.console.internal.web.Router;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.WorkerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tasks to look at, as asynqmon serves them. */
public final class TaskRoutes implements Api {
  private static final String UNKNOWN = "-";

  private final Desk desk;

  public TaskRoutes(Desk desk) {
    this.desk = desk;
  }

  @Override
  public void mount(Router router) {
    for (TaskState state : TaskState.values()) {
      if (state != TaskState.AGGREGATING) {
        String path = "/api/queues/{queue}/" + word(state) + "_tasks";
        router.get(path, Role.VIEWER, Replies.plainly(call -> list(call, state)));
      }
    }
    router.get(
        "/api/queues/{queue}/groups/{group}/aggregating_tasks",
        Role.VIEWER,
        Replies.plainly(this::group));
    router.get("/api/queues/{queue}/tasks/{id}", Role.VIEWER, Replies.plainly(this::task));
  }

  static String word(TaskState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private void list(Call call, TaskState state) {
    String queue = call.path("queue");
    List<TaskInfo> tasks = desk.inspector().list(queue, state, Replies.page(call)).readable();
    Map<String, WorkerEntry> workers = state == TaskState.ACTIVE ? workers(queue) : Map.of();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("tasks", tasks.stream().map(task -> row(task, workers, call.role())).toList());
    answer.put("stats", Replies.snapshot(desk, queue));
    call.json(answer);
  }

  private Map<String, WorkerEntry> workers(String queue) {
    Map<String, WorkerEntry> workers = new HashMap<>();
    desk.inspector().servers().stream()
        .flatMap(server -> server.workers().stream())
        .filter(worker -> worker.queue().equals(queue))
        .forEach(worker -> workers.put(worker.taskId(), worker));
    return workers;
  }

  private Map<String, Object> row(TaskInfo task, Map<String, WorkerEntry> workers, Role role) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", task.id());
    row.put("type", task.type());
    row.put("payload", Text.bytes(task.payload(), desk.contents(), task.type(), role));
    row.put("queue", task.queue());
    row.put("max_retry", task.maxRetry());
    row.put("retried", task.retried());
    row.put("error_message", desk.contents().said(task.lastError(), task.type(), role));
    switch (task.state()) {
      case ACTIVE -> {
        WorkerEntry worker = workers.get(task.id());
        row.put(
            "start_time",
            worker == null ? UNKNOWN : worker.startedAt().map(Text::second).orElse(Text.ZERO_TIME));
        row.put(
            "deadline",
            worker == null ? UNKNOWN : worker.deadline().map(Text::second).orElse(Text.ZERO_TIME));
        row.put("is_orphaned", task.isOrphaned());
      }
      case AGGREGATING -> row.put("group", task.group().orElse(""));
      case SCHEDULED, RETRY ->
          row.put(
              "next_process_at",
              task.nextProcessAt().map(Text::secondAfter).orElse(Text.ZERO_TIME));
      case ARCHIVED ->
          row.put("last_failed_at", task.lastFailedAt().map(Text::second).orElse(Text.ZERO_TIME));
      case COMPLETED -> {
        row.put("completed_at", task.completedAt().map(Text::second).orElse(Text.ZERO_TIME));
        row.put("result", Text.bytes(task.result(), desk.contents(), task.type(), role));
        row.put("ttl_seconds", ttl(task));
      }
      case PENDING -> {}
    }
    return row;
  }

  private static long ttl(TaskInfo task) {
    return task.state() != TaskState.COMPLETED
        ? 0
        : task.completedAt()
            .map(done -> Duration.between(Instant.now(), done.plus(task.retention())).toSeconds())
            .orElse(0L);
  }

  private void group(Call call) {
    String queue = call.path("queue");
    List<TaskInfo> tasks =
        desk.inspector().listGroup(queue, call.path("group"), Replies.page(call)).readable();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("tasks", tasks.stream().map(task -> row(task, Map.of(), call.role())).toList());
    answer.put("stats", Replies.snapshot(desk, queue));
    answer.put("groups", QueueRoutes.groups(desk, queue));
    call.json(answer);
  }

  private void task(Call call) {
    String queue = call.path("queue");
    String id = call.path("id");
    TaskInfo task =
        desk.inspector()
            .task(queue, id)
            .orElseThrow(() -> Problem.of(404, "queue '" + queue + "' has no task '" + id + "'"));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", task.id());
    answer.put("queue", task.queue());
    answer.put("type", task.type());
    answer.put("payload", Text.bytes(task.payload(), desk.contents(), task.type(), call.role()));
    answer.put("state", word(task.state()));
    answer.put("max_retry", task.maxRetry());
    answer.put("retried", task.retried());
    answer.put("error_message", desk.contents().said(task.lastError(), task.type(), call.role()));
    answer.put("last_failed_at", task.lastFailedAt().map(Text::second).orElse(""));
    answer.put("timeout_seconds", task.timeout().map(Duration::toSeconds).orElse(0L));
    answer.put("deadline", task.deadline().map(Text::second).orElse(""));
    // A pending task is to run now, by the clock of whoever asks.
    boolean pending = task.state() == TaskState.PENDING;
    answer.put(
        "next_process_at",
        task.nextProcessAt().map(pending ? Text::second : Text::secondAfter).orElse(""));
    answer.put("completed_at", task.completedAt().map(Text::second).orElse(""));
    answer.put("result", Text.bytes(task.result(), desk.contents(), task.type(), call.role()));
    answer.put("ttl_seconds", ttl(task));
    call.json(answer);
  }
}
