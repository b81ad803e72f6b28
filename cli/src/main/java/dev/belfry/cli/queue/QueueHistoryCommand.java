package dev.belfry.cli.queue;

import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.RedisCommand;
import dev.belfry.cli.out.Table;
import dev.belfry.cli.out.Text;
import dev.belfry.cli.view.HistoryView;
import dev.belfry.tasks.DailyStats;
import dev.belfry.tasks.TaskInspector;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belfry queue history}. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = "Shows what queues did on each of the last days (UTC).")
final class QueueHistoryCommand extends RedisCommand {
  private static final int MOST = 90;

  @Parameters(arity = "1..*", paramLabel = "QUEUE", description = "Names of queues.")
  private List<String> queues = List.of();

  @Option(
      names = {"-x", "--days"},
      paramLabel = "N",
      defaultValue = "10",
      description = "How many days, 1 to " + MOST + " (default: ${DEFAULT-VALUE}).")
  private int days;

  @Override
  protected int run(TaskInspector inspector) {
    if (days < 1 || days > MOST) {
      throw wrong("--days is " + days + "; it must be 1 to " + MOST);
    }
    List<DailyStats> history =
        queues.stream().flatMap(queue -> inspector.history(queue, days).stream()).toList();
    if (isJson()) {
      out().json(history.stream().map(HistoryView::of).toList());
      return ExitCodes.DONE;
    }
    var table = new Table("QUEUE", "DATE (UTC)", "PROCESSED", "FAILED", "ERROR RATE");
    history.forEach(day ->
        table.row(
            day.queue(),
            day.day(),
            day.attempts().processed(),
            day.attempts().failed(),
            Text.percent(day.attempts().failed(), day.attempts().processed())));
    out().table(table);
    return ExitCodes.DONE;
  }
}
