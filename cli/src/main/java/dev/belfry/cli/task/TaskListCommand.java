package dev.belfry.cli.task;

import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.PageOptions;
import dev.belfry.cli.RedisCommand;
import dev.belfry.cli.out.Text;
import dev.belfry.cli.view.QueueView;
import dev.belfry.cli.view.TaskPageView;
import dev.belfry.cli.view.TaskView;
import dev.belfry.tasks.ListedTask;
import dev.belfry.tasks.Page;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskPage;
import dev.belfry.tasks.TaskState;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code belfry task ls}. */
@Command(
    name = "ls",
    aliases = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists tasks of a queue and state, a page at a time.")
final class TaskListCommand extends RedisCommand.Watched {

  @Mixin private TaskSet set = new TaskSet();

  @Mixin private PageOptions options = new PageOptions();

  @Override
  protected int look(TaskInspector inspector) {
    String queue = set.queue();
    TaskState state = set.state();
    Page wanted = options.page();
    TaskPage found =
        set.group()
            .map(group -> inspector.listGroup(queue, group, wanted))
            .orElseGet(() -> inspector.list(queue, state, wanted));
    if (isJson()) {
      out().json(view(found));
      return ExitCodes.DONE;
    }
    if (found.tasks().isEmpty()) {
      out().line("No " + QueueView.name(state) + " tasks in queue \"" + Text.plain(queue) + "\"");
      return ExitCodes.DONE;
    }
    out().table(TaskTables.of(state, found.readable(), Instant.now()));
    broken(found)
        .forEach(task ->
            out().line(Text.plain(task.id()) + " cannot be read: " + Text.plain(task.problem())));
    if (found.total() > found.tasks().size()) {
      out()
          .line(
              "%d to %d of %d"
                  .formatted(
                      wanted.start() + 1, wanted.start() + found.tasks().size(), found.total()));
    }
    return ExitCodes.DONE;
  }

  private static TaskPageView view(TaskPage page) {
    return new TaskPageView(
        page.readable().stream().map(TaskView::of).toList(),
        broken(page),
        page.total(),
        page.page().number(),
        page.page().size());
  }

  private static List<TaskPageView.Broken> broken(TaskPage page) {
    return page.tasks().stream()
        .filter(ListedTask.Broken.class::isInstance)
        .map(ListedTask.Broken.class::cast)
        .map(task -> new TaskPageView.Broken(task.id(), task.problem()))
        .toList();
  }
}
