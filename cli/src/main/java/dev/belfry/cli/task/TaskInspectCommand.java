package dev.belfry.cli.task;

import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.NotFound;
import dev.belfry.cli.RedisCommand;
import dev.belfry.cli.out.Output;
import dev.belfry.cli.out.Table;
import dev.belfry.cli.out.Text;
import dev.belfry.cli.view.QueueView;
import dev.belfry.cli.view.TaskDetailView;
import dev.belfry.tasks.Attempt;
import dev.belfry.tasks.AttemptHistory;
import dev.belfry.tasks.ServerEntry;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code belfry task inspect}. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = "Shows a task whole: payload, headers, result, times, worker and attempts.")
final class TaskInspectCommand extends RedisCommand.Watched {

  @Option(
      names = {"-q", "--queue"},
      paramLabel = "QUEUE",
      defaultValue = "default",
      description = "The queue (default: ${DEFAULT-VALUE}).")
  private String queue = "default";

  @Option(
      names = {"-i", "--id"},
      required = true,
      paramLabel = "ID",
      description = "The id.")
  private String id = "";

  @Override
  protected int look(TaskInspector inspector) {
    TaskInfo task =
        inspector
            .task(queue, id)
            .orElseThrow(
                () -> new NotFound("there is no task '" + id + "' in queue '" + queue + "'"));
    AttemptHistory history = inspector.attempts(queue, id);
    String worker = worker(inspector, task).orElse(null);
    if (isJson()) {
      out().json(TaskDetailView.of(task, worker, history));
    } else {
      show(out(), task, worker, history);
    }
    return ExitCodes.DONE;
  }

  private static Optional<String> worker(TaskInspector inspector, TaskInfo task) {
    return task.state() == TaskState.ACTIVE
        ? inspector.servers().stream()
            .filter(server ->
                server.workers().stream()
                    .anyMatch(
                        run -> run.taskId().equals(task.id()) && run.queue().equals(task.queue())))
            .map(ServerEntry::process)
            .map(process -> process.host() + ":" + process.pid() + ":" + process.id())
            .findFirst()
        : Optional.empty();
  }

  private static void show(
      Output out, TaskInfo task, @Nullable String worker, AttemptHistory history) {
    Instant now = Instant.now();
    line(out, "Queue", task.queue());
    line(out, "ID", task.id());
    line(out, "Type", task.type());
    line(out, "State", QueueView.name(task.state()) + (task.isOrphaned() ? " (orphaned)" : ""));
    line(out, "Retried", task.retried() + "/" + task.maxRetry());
    line(out, "Next process time", Text.time(task.nextProcessAt(), now));
    task.pendingSince()
        .ifPresent(it -> line(out, "Pending since", Text.time(Optional.of(it), now)));
    task.group().ifPresent(it -> line(out, "Group", it));
    line(out, "Timeout", task.timeout().map(Text::span).orElse("-"));
    line(out, "Deadline", Text.time(task.deadline(), now));
    line(out, "Retention", task.retention().isZero() ? "-" : Text.span(task.retention()));
    if (task.state() == TaskState.COMPLETED) {
      line(out, "Completed", Text.time(task.completedAt(), now));
      line(out, "Kept until", Text.time(task.keptUntil(), now));
    }
    if (task.state() == TaskState.ACTIVE) {
      line(out, "Worker", worker == null ? "-" : worker);
      line(out, "Lease until", Text.time(task.leaseUntil(), now));
    }
    if (task.lastFailedAt().isPresent()) {
      line(out, "Last failure", Text.time(task.lastFailedAt(), now));
      line(out, "Last error", task.lastError());
    }
    task.headers().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(header -> line(out, "Header", header.getKey() + ": " + header.getValue()));
    out.line("");
    out.heading("Payload (" + task.payload().length + " bytes)");
    out.line(Text.plainLines(Text.shown(task.payload())));
    if (task.result().length > 0) {
      out.line("");
      out.heading("Result (" + task.result().length + " bytes)");
      out.line(Text.plainLines(Text.shown(task.result())));
    }
    attempts(out, history);
  }

  private static void line(Output out, String name, String value) {
    out.line(Text.pad(name + ":", 19) + Text.plain(value));
  }

  private static void attempts(Output out, AttemptHistory history) {
    if (history.attempts().isEmpty() && history.unknown() == 0) {
      return;
    }
    out.line("");
    out.heading("Attempts");
    var table = new Table("STARTED", "TOOK", "OUTCOME", "WORKER", "ERROR");
    for (Attempt attempt : history.attempts()) {
      table.row(
          Text.time(attempt.at()),
          attempt.took().map(Text::span).orElse("-"),
          QueueView.name(attempt.outcome()),
          attempt.worker().isEmpty() ? "-" : attempt.worker(),
          attempt.error().isEmpty() ? "-" : attempt.error());
    }
    out.table(table);
    if (history.unknown() > 0) {
      out.line("and " + history.unknown() + " failed ones of which no more is known");
    }
  }
}
