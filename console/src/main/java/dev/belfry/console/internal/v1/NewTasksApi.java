package dev.belfry.console.internal.v1;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.audit.Act;
import dev.belfry.console.internal.v1.TaskChangesApi.TaskRef;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.console.internal.web.Router;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskChangedException;
import dev.belfry.tasks.TaskEdit;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskNotFoundException;
import dev.belfry.tasks.TaskOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Enqueues tasks by hand. */
public final class NewTasksApi implements Api {
  private final Desk desk;

  public NewTasksApi(Desk desk) {
    this.desk = desk;
  }

  record NewTask(
      String queue,
      String type,
      @Nullable String payload,
      @Nullable String payloadForm,
      @Nullable Map<String, String> headers,
      @Nullable String taskId,
      @Nullable Integer maxRetry,
      @Nullable Long timeoutMs,
      @Nullable Instant deadline,
      @Nullable Instant processAt,
      @Nullable Long processInMs,
      @Nullable Long uniqueMs,
      @Nullable Long retentionMs,
      @Nullable String group,
      @Nullable String reason) {

    Task task() {
      Task task = Task.of(type, bytes(payload, payloadForm));
      if (headers != null) {
        for (Map.Entry<String, String> header : headers.entrySet()) {
          task = task.withHeader(header.getKey(), header.getValue());
        }
      }
      return task;
    }

    List<TaskOption> options() {
      List<TaskOption> options = new ArrayList<>();
      options.add(TaskOption.queue(queue));
      if (taskId != null && !taskId.isEmpty()) {
        options.add(TaskOption.taskId(taskId));
      }
      if (maxRetry != null) {
        options.add(TaskOption.maxRetry(maxRetry));
      }
      if (timeoutMs != null) {
        options.add(TaskOption.timeout(Duration.ofMillis(timeoutMs)));
      }
      if (deadline != null) {
        options.add(TaskOption.deadline(deadline));
      }
      if (processAt != null) {
        options.add(TaskOption.processAt(processAt));
      }
      if (processInMs != null) {
        options.add(TaskOption.processIn(Duration.ofMillis(processInMs)));
      }
      if (uniqueMs != null) {
        options.add(TaskOption.unique(Duration.ofMillis(uniqueMs)));
      }
      if (retentionMs != null) {
        options.add(TaskOption.retention(Duration.ofMillis(retentionMs)));
      }
      if (group != null && !group.isEmpty()) {
        options.add(TaskOption.group(group));
      }
      return options;
    }
  }

  @Override
  public void mount(Router router) {
    router.post("/api/v1/tasks", Role.OPERATOR, this::enqueue);
    router.post("/api/v1/task/requeue", Role.OPERATOR, this::requeue);
  }

  private void enqueue(Call call) throws Exception {
    NewTask what = call.body(NewTask.class);
    if (what.type() == null || what.type().isBlank()) {
      throw Problem.field("type", "the type is missing");
    }
    if (what.queue() == null || what.queue().isBlank()) {
      throw Problem.field("queue", "the queue is missing");
    }
    Task task = what.task();
    TaskOption[] options = what.options().toArray(TaskOption[]::new);
    TaskInfo info =
        desk.audit()
            .call(
                call,
                new Act("task.enqueue", what.queue(), what.type(), what.reason()),
                () -> desk.client().enqueue(task, options));
    desk.sampler().changed();
    call.json(201, new TaskRef(info.queue(), info.id()));
  }

  record Requeue(
      String queue,
      String id,
      @Nullable String expectedBase64,
      @Nullable String payload,
      @Nullable String payloadForm,
      @Nullable String toQueue,
      @Nullable String type,
      @Nullable Map<String, String> headers,
      @Nullable Instant processAt,
      @Nullable String reason) {}

  private void requeue(Call call) throws Exception {
    Requeue what = call.body(Requeue.class);
    TaskChangesApi.requireNames(what.queue(), what.id());
    desk.audit()
        .run(
            call,
            Act.task("requeue", what.queue(), what.id(), what.reason()),
            () -> {
              TaskInfo before =
                  desk.inspector()
                      .task(what.queue(), what.id())
                      .orElseThrow(() -> new TaskNotFoundException(what.queue(), what.id()));
              requireExpected(before, what);
              Map<String, String> shown =
                  desk.contents().headers(before.headers(), before.type(), call.role());
              TaskEdit edit = edit(what, before, shown);
              desk.inspector().transfer().requeue(what.queue(), what.id(), edit);
            });
    desk.sampler().changed();
    String to = what.toQueue();
    call.json(new TaskRef(to == null || to.isBlank() ? what.queue() : to, what.id()));
  }

  private static void requireExpected(TaskInfo before, Requeue what) {
    String expected = what.expectedBase64();
    if (expected != null && !Arrays.equals(before.payload(), bytes(expected, "base64"))) {
      throw new TaskChangedException(what.queue(), what.id());
    }
  }

  /** The changes; a header that comes back as it was shown stays as it is, seen or masked. */
  private static TaskEdit edit(Requeue what, TaskInfo before, Map<String, String> shown) {
    var edit = TaskEdit.builder();
    if (what.payload() != null) {
      edit.payload(bytes(what.payload(), what.payloadForm()));
    }
    String type = what.type();
    if (type != null && !type.isBlank()) {
      edit.type(type);
    }
    String to = what.toQueue();
    if (to != null && !to.isBlank() && !to.equals(before.queue())) {
      edit.options(TaskOption.queue(to));
    }
    if (what.processAt() != null) {
      edit.options(TaskOption.processAt(what.processAt()));
    }
    Map<String, String> headers = what.headers();
    if (headers != null) {
      before.headers().keySet().stream()
          .filter(key -> !headers.containsKey(key))
          .forEach(edit::withoutHeader);
      headers.forEach((key, value) -> {
        if (!value.equals(shown.get(key))) {
          edit.options(TaskOption.header(key, value));
        }
      });
    }
    return edit.build();
  }

  /** The bytes that somebody typed. */
  static byte[] bytes(@Nullable String payload, @Nullable String form) {
    if (payload == null) {
      return new byte[0];
    }
    if (form == null || form.equals("text")) {
      return payload.getBytes(UTF_8);
    }
    try {
      return Base64.getDecoder().decode(payload);
    } catch (IllegalArgumentException e) {
      throw Problem.field("payload", "the payload is not base64: " + e.getMessage());
    }
  }
}
