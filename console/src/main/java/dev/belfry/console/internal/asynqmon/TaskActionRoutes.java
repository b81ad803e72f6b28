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

  /**
   * Something that can be done to tasks.
   *
   * @param name in paths and in the audit
   * @param one does it to one task
   * @param counted names the number of tasks in an answer, where it was done to all
   * @param changed names the ids of those to which it was done
   * @param refused names the ids of the others
   */
  private record Action(String name, One one, String counted, String changed, String refused) {}

  @Override
  public void mount(Router router) {
    mountCancel(router);
    var delete = new Action("delete", inspector::delete, "deleted", "deleted_ids", "failed_ids");
    var run = new Action("run", inspector::run, "scheduled", "pending_ids", "error_ids");
    var archive =
        new Action("archive", inspector::archive, "archived", "archived_ids", "error_ids");
    for (TaskState state :
        List.of(
            TaskState.PENDING,
            TaskState.SCHEDULED,
            TaskState.RETRY,
            TaskState.ARCHIVED,
            TaskState.COMPLETED)) {
      String path = "/api/queues/{queue}/" + TaskRoutes.word(state) + "_tasks";
      mountDelete(router, path, delete, (queue, group) -> inspector.deleteAll(queue, state));
      if (state != TaskState.PENDING && state != TaskState.COMPLETED) {
        mountPosts(router, path, run, (queue, group) -> inspector.runAll(queue, state));
      }
      if (state != TaskState.ARCHIVED && state != TaskState.COMPLETED) {
        mountPosts(router, path, archive, (queue, group) -> inspector.archiveAll(queue, state));
      }
    }
    mountDelete(router, IN_GROUP, delete, inspector::deleteGroup);
    mountPosts(router, IN_GROUP, run, inspector::runGroup);
    mountPosts(router, IN_GROUP, archive, inspector::archiveGroup);
  }

  private void mountCancel(Router router) {
    String path = "/api/queues/{queue}/active_tasks";
    var cancel =
        new Action("cancel", (queue, id) -> inspector.cancel(id), "", "canceled_ids", "error_ids");
    router.post(path + "/{id}:cancel", Role.OPERATOR, one(cancel));
    router.post(path + ":cancel_all", Role.OPERATOR, Replies.plainly(this::cancelAll));
    router.post(path + ":batch_cancel", Role.OPERATOR, batch(cancel));
  }

  private void mountDelete(Router router, String path, Action delete, All all) {
    router.delete(path + "/{id}", Role.OPERATOR, one(delete));
    router.delete(path + ":delete_all", Role.OPERATOR, all(delete, all));
    router.post(path + ":batch_delete", Role.OPERATOR, batch(delete));
  }

  private void mountPosts(Router router, String path, Action action, All all) {
    router.post(path + "/{id}:" + action.name, Role.OPERATOR, one(action));
    router.post(path + ":" + action.name + "_all", Role.OPERATOR, all(action, all));
    router.post(path + ":batch_" + action.name, Role.OPERATOR, batch(action));
  }

  private Router.Answerer one(Action action) {
    return Replies.plainly(call -> {
      change(call, action, call.path("queue"), call.path("id"));
      desk.sampler().changed();
      call.done();
    });
  }

  private void change(Call call, Action action, String queue, String id) throws Exception {
    desk.audit()
        .run(call, Act.task(action.name, queue, id, null), () -> action.one.change(queue, id));
  }

  private Router.Answerer all(Action action, All all) {
    return Replies.plainly(call -> {
      String queue = call.path("queue");
      String group = call.hasPath("group") ? call.path("group") : "";
      String what = group.isEmpty() ? "all of " + call.lastOfPath() : "all of group " + group;
      long changed =
          desk.audit()
              .call(
                  call,
                  new Act("tasks." + action.name, queue, what, null),
                  () -> all.change(queue, group));
      desk.sampler().changed();
      call.json(Map.of(action.counted, changed));
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

  /** No list, and no body either, mean no tasks, as for asynqmon. */
  private static List<String> ids(Call call) {
    @Nullable Ids body = Json.read(call.bytes(), Ids.class);
    List<String> ids = body == null ? null : body.task_ids();
    return ids == null ? List.of() : ids;
  }

  private Router.Answerer batch(Action action) {
    return Replies.plainly(call -> {
      String queue = call.path("queue");
      List<String> ids = ids(call);
      List<String> changed = new ArrayList<>();
      List<String> refused = new ArrayList<>();
      for (String id : ids) {
        try {
          change(call, action, queue, id);
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
      answer.put(action.changed, changed);
      answer.put(action.refused, refused);
      call.json(answer);
    });
  }
}
