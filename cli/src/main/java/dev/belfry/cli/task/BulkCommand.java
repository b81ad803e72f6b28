package dev.belfry.cli.task;

import dev.belfry.cli.BelfryCommand;
import dev.belfry.cli.Consent;
import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.RedisCommand;
import dev.belfry.cli.view.BulkView;
import dev.belfry.cli.view.QueueView;
import dev.belfry.cli.view.TaskView;
import dev.belfry.tasks.BulkAction;
import dev.belfry.tasks.BulkPreview;
import dev.belfry.tasks.BulkProgress;
import dev.belfry.tasks.BulkRun;
import dev.belfry.tasks.TaskFilter;
import dev.belfry.tasks.TaskInspector;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belfry bulk}. */
@Command(
    name = "bulk",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Does something to all tasks that meet a query, after saying how many they are.",
      "ACTION is run, archive, delete, cancel, move (with --to) or requeue (with changes). QUERY is"
          + " that of belfry search. A task that changes meanwhile is left alone."
    })
public final class BulkCommand extends RedisCommand implements BelfryCommand {
  private static final int SAMPLE = 5;

  @Parameters(index = "0", paramLabel = "ACTION", description = "What to do.")
  private String action = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "QUERY", description = "To which tasks.")
  private List<String> query = List.of();

  @Mixin private EditOptions options = new EditOptions();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why; is logged.")
  private String reason = "";

  @Option(names = "--dry-run", description = "Only say how many they are.")
  private boolean dryRun;

  @Mixin private Consent consent = new Consent();

  /** For picocli. */
  public BulkCommand() {}

  @Override
  protected int run(TaskInspector inspector) throws InterruptedException {
    TaskFilter filter = SearchCommand.filter(spec, query);
    BulkAction what = action();
    BulkPreview preview = inspector.bulk().preview(what, filter, SAMPLE);
    if (!isJson()) {
      out().table(TaskTables.mixed(preview.sample()));
      if (preview.total() > preview.sample().size()) {
        out().line("… and " + (preview.total() - preview.sample().size()) + " more");
      }
    }
    if (dryRun || preview.total() == 0) {
      say(preview.total() + " tasks meet the query");
      json(filter, preview, null);
      return ExitCodes.DONE;
    }
    consent.require(
        session(), spec.commandLine().getErr(), action + " these " + preview.total() + " tasks?");
    BulkRun run = inspector.bulk().start(what, filter, reason);
    var onExit = new Thread(run::cancel);
    Runtime.getRuntime().addShutdownHook(onExit);
    BulkProgress end = run.await();
    Runtime.getRuntime().removeShutdownHook(onExit);
    String why = refused(end).isEmpty() ? "" : " " + refused(end);
    say(
        "%d done, %d refused%s %s"
            .formatted(end.done(), end.refusedTotal(), why, end.problem())
            .strip());
    json(filter, preview, end);
    return end.phase() == BulkProgress.Phase.FINISHED
        ? ExitCodes.of(end.done(), end.refusedTotal())
        : end.done() == 0 ? ExitCodes.FAILED : ExitCodes.PARTLY;
  }

  private BulkAction action() {
    var edit = options.edit();
    return switch (action) {
      case "run" -> new BulkAction.Run();
      case "archive" -> new BulkAction.Archive();
      case "delete" -> new BulkAction.Delete();
      case "cancel" -> new BulkAction.Cancel();
      case "move" -> new BulkAction.Move(options.to().orElseThrow(() -> wrong("move needs --to")));
      case "requeue" -> new BulkAction.Requeue(edit);
      default ->
          throw wrong("'" + action + "' is none of run, archive, delete, cancel, move, requeue");
    };
  }

  private static Map<String, Long> refused(BulkProgress progress) {
    Map<String, Long> named = new TreeMap<>();
    progress.refused().forEach((why, count) -> named.put(QueueView.name(why), count));
    return named;
  }

  private void json(TaskFilter filter, BulkPreview preview, @Nullable BulkProgress end) {
    if (isJson()) {
      out()
          .json(
              new BulkView(
                  action,
                  filter.toString(),
                  end == null,
                  QueueView.counts(preview.counts()),
                  preview.sample().stream().map(TaskView::of).toList(),
                  preview.looked(),
                  end == null ? 0 : end.done(),
                  end == null ? Map.of() : refused(end),
                  end == null ? "preview" : QueueView.name(end.phase()),
                  end == null || end.problem().isEmpty() ? null : end.problem()));
    }
  }
}
