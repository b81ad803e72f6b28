package dev.belfry.cli.cron;

import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.RedisCommand;
import dev.belfry.cli.out.Table;
import dev.belfry.cli.out.Text;
import dev.belfry.cli.view.EntryView;
import dev.belfry.tasks.SchedulerEntryInfo;
import dev.belfry.tasks.TaskInspector;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code belfry cron ls}. */
@Command(
    name = "ls",
    aliases = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the entries of all running schedulers, Go's included.")
final class CronListCommand extends RedisCommand.Watched {

  @Override
  protected int look(TaskInspector inspector) {
    List<SchedulerEntryInfo> entries = inspector.schedulerEntries();
    if (isJson()) {
      out().json(entries.stream().map(EntryView::of).toList());
      return ExitCodes.DONE;
    }
    if (entries.isEmpty()) {
      out().line("No scheduler is running");
      return ExitCodes.DONE;
    }
    Instant now = Instant.now();
    var table = new Table("ENTRY ID", "SPEC", "TYPE", "PAYLOAD", "OPTIONS", "NEXT", "PREV");
    entries.forEach(entry ->
        table.row(
            entry.id(),
            entry.spec(),
            entry.taskType(),
            Text.shown(entry.payload()),
            String.join(", ", entry.options()),
            entry.next().map(it -> Text.away(it, now)).orElse("never"),
            entry.previous().map(it -> Text.away(it, now)).orElse("-")));
    out().table(table);
    return ExitCodes.DONE;
  }
}
