package dev.belfry.console.internal.asynqmon;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.audit.Act;
import dev.belfry.console.internal.v1.Desk;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Json;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.console.internal.web.Problems;
import dev.belfry.console.internal.web.Router;
import dev.belfry.tasks.Page;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskPage;
import dev.belfry.tasks.TaskState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What asynqmon can do to one task, to some, or to all of a state or group. */
public final class TaskActionRoutes implements Api {
  private static final String IN_GROUP = "/api/queues/{queue}/groups/{group}/aggregating_tasks";

  private final Desk desk;
  private final TaskInspector inspector;

  public TaskActionRoutes(Desk desk) {
    this.desk = desk;
    inspector = desk.inspector();
  }

  private interface One {
    void change(String queue, String id);
  }

  private interface All {
    long change(String queue, String group);
  }

  @Override
  public void mount(Router router) {
    mountCancel(router);
    for (TaskState state :
        List.of(
            TaskState.PENDING,
            TaskState.SCHEDULED,
            TaskState.RETRY,
            TaskState.ARCHIVED,
            TaskState.COMPLETED)) {
      String path = "/api/queues/{queue}/" + TaskRoutes.word(state) + "_tasks";
      mountDelete(router, path, (queue, group) -> inspector.deleteAll(queue, state));
      if (state != TaskState.PENDING && state != TaskState.COMPLETED) {
        mountRun(router, path, (queue, group) -> inspector.runAll(queue, state));
      }
      if (state != TaskState.ARCHIVED && state != TaskState.COMPLETED) {
        mountArchive(router, path, (queue, group) -> inspector.archiveAll(queue, state));
      }
    }
    mountDelete(router, IN_GROUP, inspector::deleteGroup);
    mountRun(router, IN_GROUP, inspector::runGroup);
    mountArchive(router, IN_GROUP, inspector::archiveGroup);
  }

  private void mountCancel(Router router) {
    String path = "/api/queues/{queue}/active_tasks";
    One cancel = (queue, id) -> inspector.cancel(id);
    router.post(path + "/{id}:cancel", Role.OPERATOR, one("cancel", cancel));
    router.post(path + ":cancel_all", Role.OPERATOR, Replies.plainly(this::cancelAll));
    router.post(
        path + ":batch_cancel",
        Role.OPERATOR,
        batch("cancel", cancel, "canceled_ids", "error_ids"));
  }

  private void mountDelete(Router router, String path, All all) {
    router.delete(path + "/{id}", Role.OPERATOR, one("delete", inspector::delete));
    router.delete(path + ":delete_all", Role.OPERATOR, all("delete", all, "deleted"));
    router.post(
        path + ":batch_delete",
        Role.OPERATOR,
        batch("delete", inspector::delete, "deleted_ids", "failed_ids"));
  }

  private void mountRun(Router router, String path, All all) {
    router.post(path + "/{id}:run", Role.OPERATOR, one("run", inspector::run));
    router.post(path + ":run_all", Role.OPERATOR, all("run", all, "scheduled"));
    router.post(
        path + ":batch_run",
        Role.OPERATOR,
        batch("run", inspector::run, "pending_ids", "error_ids"));
  }

  private void mountArchive(Router router, String path, All all) {
    router.post(path + "/{id}:archive", Role.OPERATOR, one("archive", inspector::archive));
    router.post(path + ":archive_all", Role.OPERATOR, all("archive", all, "archived"));
    router.post(
        path + ":batch_archive",
        Role.OPERATOR,
        batch("archive", inspector::archive, "archived_ids", "error_ids"));
  }

  private Router.Answerer one(String action, One one) {
    return Replies.plainly(call -> {
      String queue = call.path("queue");
      String id = call.path("id");
      desk.audit().run(call, Act.task(action, queue, id, null), () -> one.change(queue, id));
      desk.sampler().changed();
      call.done();
    });
  }

  private Router.Answerer all(String action, All all, String member) {
    return Replies.plainly(call -> {
      String queue = call.path("queue");
      String group = call.hasPath("group") ? call.path("group") : "";
      String what = group.isEmpty() ? "all of " + call.lastOfPath() : "all of group " + group;
      long changed =
          desk.audit()
              .call(
                  call,
                  new Act("tasks." + action, queue, what, null),
                  () -> all.change(queue, group));
      desk.sampler().changed();
      call.json(Map.of(member, changed));
    });
  }

  private void cancelAll(Call call) throws Exception {
    String queue = call.path("queue");
    desk.audit()
        .run(
            call,
            new Act("tasks.cancel", queue, "all active", null),
            () -> {
              Page page = new Page(1, 100);
              TaskPage active = inspector.list(queue, TaskState.ACTIVE, page);
              active.tasks().forEach(task -> inspector.cancel(task.id()));
              while (active.hasNext() && !active.tasks().isEmpty()) {
                page = page.next();
                active = inspector.list(queue, TaskState.ACTIVE, page);
                active.tasks().forEach(task -> inspector.cancel(task.id()));
              }
            });
    call.done();
  }

  record Ids(@Nullable List<String> task_ids) {}

  private Router.Answerer batch(String action, One one, String done, String failed) {
    return Replies.plainly(call -> {
      String queue = call.path("queue");
      List<String> ids = Json.read(call.bytes(), Ids.class).task_ids();
      List<String> changed = new ArrayList<>();
      List<String> refused = new ArrayList<>();
      for (String id : ids == null ? List.<String>of() : ids) {
        try {
          desk.audit().run(call, Act.task(action, queue, id, null), () -> one.change(queue, id));
          changed.add(id);
        } catch (Exception e) {
          Problem problem = Problems.of(e, "batch");
          if (problem.body().status() == 503) {
            throw problem;
          }
          refused.add(id);
        }
      }
      desk.sampler().changed();
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put(done, changed);
      answer.put(failed, refused);
      call.json(answer);
    });
  }
}
