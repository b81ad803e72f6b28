package dev.belfry.cli.queue;

import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.RedisCommand;
import dev.belfry.cli.out.Table;
import dev.belfry.cli.out.Text;
import dev.belfry.cli.view.QueueView;
import dev.belfry.tasks.QueueInfo;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskState;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code belfry queue inspect}. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = "Shows how queues stand: sizes by state, groups, latency, today's attempts.")
final class QueueInspectCommand extends RedisCommand.Watched {

  @Parameters(arity = "1..*", paramLabel = "QUEUE", description = "Names of queues.")
  private List<String> queues = List.of();

  @Override
  protected int look(TaskInspector inspector) {
    List<QueueInfo> found = queues.stream().map(inspector::queue).toList();
    if (isJson()) {
      out().json(found.stream().map(QueueView::of).toList());
      return ExitCodes.DONE;
    }
    for (QueueInfo queue : found) {
      out().heading("Queue");
      out().line("Name:      " + Text.plain(queue.queue()));
      out().line("Size:      " + queue.size());
      out().line("Groups:    " + queue.groups().number());
      out().line("Latency:   " + Text.span(queue.latency()));
      out()
          .line(
              "Paused:    " + queue.pausedSince().map(it -> "since " + Text.time(it)).orElse("no"));
      out().line("");
      out().heading("Tasks by state");
      var states = new Table("STATE", "TASKS");
      for (TaskState state : TaskState.values()) {
        states.row(QueueView.name(state), queue.count(state));
      }
      out().table(states);
      out().line("");
      out().heading("Attempts");
      var attempts = new Table("WHEN", "PROCESSED", "FAILED", "ERROR RATE");
      attempts.row(
          "today (UTC)",
          queue.today().processed(),
          queue.today().failed(),
          Text.percent(queue.today().failed(), queue.today().processed()));
      attempts.row(
          "in all",
          queue.total().processed(),
          queue.total().failed(),
          Text.percent(queue.total().failed(), queue.total().processed()));
      out().table(attempts);
      out().line("");
    }
    return ExitCodes.DONE;
  }
}
