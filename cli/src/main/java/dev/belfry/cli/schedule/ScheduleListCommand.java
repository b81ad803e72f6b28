package dev.belfry.cli.schedule;

import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.RedisCommand;
import dev.belfry.cli.out.Table;
import dev.belfry.cli.out.Text;
import dev.belfry.cli.view.ScheduleView;
import dev.belfry.tasks.TaskInspector;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code belfry schedule ls}. */
@Command(
    name = "ls",
    aliases = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the schedules that are kept in Redis.")
final class ScheduleListCommand extends RedisCommand.Watched {

  @Override
  protected int look(TaskInspector inspector) {
    Instant now = Instant.now();
    List<ScheduleView> schedules =
        inspector.schedules().entries().stream().map(entry -> ScheduleView.of(entry, now)).toList();
    if (isJson()) {
      out().json(schedules);
      return ExitCodes.DONE;
    }
    if (schedules.isEmpty()) {
      out().line("No schedules");
      return ExitCodes.DONE;
    }
    var table = new Table("NAME", "SCHEDULE", "ZONE", "TYPE", "QUEUE", "STATE", "NEXT", "LAST");
    schedules.forEach(entry ->
        table.row(
            entry.name(),
            entry.schedule(),
            Optional.ofNullable(entry.zone()).orElse("-"),
            entry.taskType(),
            entry.queue(),
            entry.paused() ? "paused" : "run",
            Optional.ofNullable(entry.next()).map(it -> Text.away(it, now)).orElse("never"),
            Optional.ofNullable(entry.lastFired()).map(it -> Text.away(it, now)).orElse("-")));
    out().table(table);
    return ExitCodes.DONE;
  }
}
