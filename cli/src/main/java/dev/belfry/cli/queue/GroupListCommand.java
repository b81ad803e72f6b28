package dev.belfry.cli.queue;

import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.RedisCommand;
import dev.belfry.cli.out.Table;
import dev.belfry.cli.view.GroupView;
import dev.belfry.tasks.GroupInfo;
import dev.belfry.tasks.TaskInspector;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code belfry group ls}. */
@Command(
    name = "ls",
    aliases = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the groups of a queue that have tasks.")
final class GroupListCommand extends RedisCommand.Watched {

  @Option(
      names = {"-q", "--queue"},
      required = true,
      paramLabel = "QUEUE",
      description = "The queue.")
  private String queue = "";

  @Override
  protected int look(TaskInspector inspector) {
    List<GroupInfo> groups = inspector.groups(queue);
    if (isJson()) {
      out()
          .json(
              groups.stream()
                  .map(group -> new GroupView(queue, group.name(), group.waiting(), group.staged()))
                  .toList());
      return ExitCodes.DONE;
    }
    var table = new Table("GROUP", "WAITING", "STAGED");
    groups.forEach(group -> table.row(group.name(), group.waiting(), group.staged()));
    out().table(table);
    return ExitCodes.DONE;
  }
}
