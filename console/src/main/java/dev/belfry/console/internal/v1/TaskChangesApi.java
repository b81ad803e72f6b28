package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.audit.Act;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.console.internal.web.Problems;
import dev.belfry.console.internal.web.Router;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people do to single tasks, or to some that they picked. */
public final class TaskChangesApi implements Api {
  private static final int MAX_BATCH = 1000;

  private final Desk desk;

  public TaskChangesApi(Desk desk) {
    this.desk = desk;
  }

  record TaskRef(String queue, String id) {}

  record TaskChange(String queue, String id, @Nullable String reason) {}

  record TaskMove(String queue, String id, String to, @Nullable String reason) {}

  record TaskReschedule(String queue, String id, Instant at, @Nullable String reason) {}

  record TaskBatch(
      String action, List<TaskRef> tasks, @Nullable String to, @Nullable String reason) {}

  record Refused(String queue, String id, String detail) {}

  record BatchResult(List<TaskRef> done, List<Refused> refused) {}

  /** A change of one task. */
  private interface Change {
    void make(String queue, String id);
  }

  @Override
  public void mount(Router router) {
    var inspector = desk.inspector();
    change(router, "run", inspector::run);
    change(router, "archive", inspector::archive);
    change(router, "delete", inspector::delete);
    change(router, "cancel", inspector::cancel);
    router.post("/api/v1/task/reschedule", Role.OPERATOR, this::reschedule);
    router.post("/api/v1/task/move", Role.OPERATOR, this::move);
    router.post("/api/v1/tasks/batch", Role.OPERATOR, this::batch);
  }

  private void change(Router router, String action, Change change) {
    router.post(
        "/api/v1/task/" + action,
        Role.OPERATOR,
        call -> {
          TaskChange what = call.body(TaskChange.class);
          requireNames(what.queue(), what.id());
          desk.audit()
              .run(
                  call,
                  Act.task(action, what.queue(), what.id(), what.reason()),
                  () -> change.make(what.queue(), what.id()));
          desk.sampler().changed();
          call.done();
        });
  }

  private void reschedule(Call call) throws Exception {
    TaskReschedule what = call.body(TaskReschedule.class);
    requireNames(what.queue(), what.id());
    if (what.at() == null) {
      throw Problem.field("at", "the time is missing");
    }
    desk.audit()
        .run(
            call,
            Act.task("reschedule", what.queue(), what.id(), what.reason()),
            () -> desk.inspector().reschedule(what.queue(), what.id(), what.at()));
    desk.sampler().changed();
    call.done();
  }

  private void move(Call call) throws Exception {
    TaskMove what = call.body(TaskMove.class);
    requireNames(what.queue(), what.id());
    if (what.to() == null || what.to().isBlank()) {
      throw Problem.field("to", "the queue to move to is missing");
    }
    desk.audit()
        .run(
            call,
            Act.task("move", what.queue(), what.id(), what.reason()),
            () -> desk.inspector().transfer().move(what.queue(), what.id(), what.to()));
    desk.sampler().changed();
    call.json(new TaskRef(what.to(), what.id()));
  }

  private void batch(Call call) throws Exception {
    TaskBatch what = call.body(TaskBatch.class);
    if (what.tasks() == null || what.tasks().isEmpty() || what.tasks().size() > MAX_BATCH) {
      throw Problem.field("tasks", "1 to " + MAX_BATCH + " tasks can be changed at once");
    }
    Change change = change(what);
    List<TaskRef> done = new ArrayList<>();
    List<Refused> refused = new ArrayList<>();
    for (TaskRef task : what.tasks()) {
      requireNames(task.queue(), task.id());
      try {
        desk.audit()
            .run(
                call,
                Act.task(what.action(), task.queue(), task.id(), what.reason()),
                () -> change.make(task.queue(), task.id()));
        done.add(task);
      } catch (Exception e) {
        Problem problem = Problems.of(e, "batch");
        if (problem.body().status() >= 500) {
          throw e;
        }
        refused.add(new Refused(task.queue(), task.id(), problem.body().detail()));
      }
    }
    desk.sampler().changed();
    call.json(new BatchResult(done, refused));
  }

  private Change change(TaskBatch what) {
    var inspector = desk.inspector();
    String action = what.action() == null ? "" : what.action();
    return switch (action) {
      case "run" -> inspector::run;
      case "archive" -> inspector::archive;
      case "delete" -> inspector::delete;
      case "cancel" -> inspector::cancel;
      case "move" -> {
        String to = what.to();
        if (to == null || to.isEmpty()) {
          throw Problem.field("to", "the queue to move to is missing");
        }
        var transfer = inspector.transfer();
        yield (queue, id) -> transfer.move(queue, id, to);
      }
      default -> throw Problem.field("action", "action is run, archive, delete, cancel or move");
    };
  }

  static void requireNames(@Nullable String queue, @Nullable String id) {
    if (queue == null || queue.isEmpty()) {
      throw Problem.field("queue", "the queue is missing");
    }
    if (id == null || id.isEmpty()) {
      throw Problem.field("id", "the id is missing");
    }
  }
}
