package dev.belfry.cli.cron;

import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.PageOptions;
import dev.belfry.cli.RedisCommand;
import dev.belfry.cli.out.Table;
import dev.belfry.cli.out.Text;
import dev.belfry.cli.view.EventView;
import dev.belfry.tasks.Page;
import dev.belfry.tasks.TaskInspector;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code belfry cron history}. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = "Lists what entries enqueued, the newest first.")
final class CronHistoryCommand extends RedisCommand {

  @Parameters(arity = "1..*", paramLabel = "ENTRY", description = "Ids of entries: belfry cron ls.")
  private List<String> entries = List.of();

  @Mixin private PageOptions options = new PageOptions();

  @Override
  protected int run(TaskInspector inspector) {
    Page page = options.page();
    List<EventView> events =
        entries.stream()
            .flatMap(entry ->
                inspector.enqueueEvents(entry, page).stream()
                    .map(event -> new EventView(entry, event.taskId(), event.at())))
            .toList();
    if (isJson()) {
      out().json(events);
      return ExitCodes.DONE;
    }
    var table = new Table("ENTRY ID", "TASK ID", "ENQUEUED AT");
    events.forEach(event -> table.row(event.entry(), event.taskId(), Text.time(event.at())));
    out().table(table);
    return ExitCodes.DONE;
  }
}
