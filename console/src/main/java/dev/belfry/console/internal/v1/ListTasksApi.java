package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.console.internal.web.Router;
import dev.belfry.tasks.Page;
import dev.belfry.tasks.TaskPage;
import dev.belfry.tasks.TaskState;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tasks of a queue by state or group. */
public final class ListTasksApi implements Api {
  private final Desk desk;

  public ListTasksApi(Desk desk) {
    this.desk = desk;
  }

  record TaskList(
      List<TaskRow> items, @Nullable String next, long total, String queue, TaskState state) {}

  @Override
  public void mount(Router router) {
    router.get("/api/v1/tasks", Role.VIEWER, this::list);
  }

  private void list(Call call) {
    String queue = call.required("queue");
    TaskState state = state(call.required("state"));
    Page page = Cursor.page(call);
    TaskPage found =
        state == TaskState.AGGREGATING
            ? desk.inspector().listGroup(queue, call.required("group"), page)
            : desk.inspector().list(queue, state, page);
    var rows =
        state == TaskState.ACTIVE
            ? new TaskRows(desk.contents(), call.role(), desk.sampler().snapshot().servers())
            : new TaskRows(desk.contents(), call.role());
    call.json(
        new TaskList(
            found.tasks().stream().map(task -> rows.row(task, queue, state)).toList(),
            found.hasNext() && !found.tasks().isEmpty() ? Cursor.of(page.next()) : null,
            found.total(),
            queue,
            state));
  }

  static TaskState state(String word) {
    for (TaskState state : TaskState.values()) {
      if (state.name().toLowerCase(Locale.ROOT).equals(word)) {
        return state;
      }
    }
    throw Problem.field("state", "there is no state '" + word + "'");
  }
}
