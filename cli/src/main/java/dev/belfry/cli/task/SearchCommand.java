package dev.belfry.cli.task;

import dev.belfry.cli.BelfryCommand;
import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.RedisCommand;
import dev.belfry.cli.out.Table;
import dev.belfry.cli.view.QueueView;
import dev.belfry.cli.view.SearchView;
import dev.belfry.cli.view.TaskView;
import dev.belfry.tasks.FilterSyntaxException;
import dev.belfry.tasks.SearchLimits;
import dev.belfry.tasks.SearchPage;
import dev.belfry.tasks.TaskFilter;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code belfry search}. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Looks for tasks in all queues and states.",
      "QUERY is made of conditions such as state:retry,archived type:email:* queue:low id:7f*"
          + " error:\"timed out\" payload:text json:$.user.id=7 header:k=v after:-2h"
          + " before:2026-11-23 retried:>3; a - before one means not."
    })
public final class SearchCommand extends RedisCommand.Watched implements BelfryCommand {

  @Parameters(arity = "0..*", paramLabel = "QUERY", description = "The conditions.")
  private List<String> query = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "How many tasks to show, 1 to " + SearchLimits.MAX_HITS + " (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on where a search ended.")
  private @Nullable String cursor;

  @Option(names = "--count", description = "Only count, to the end.")
  private boolean count;

  /** For picocli. */
  public SearchCommand() {}

  /** Reads a query whose words the shell has separated. */
  static TaskFilter filter(CommandSpec spec, List<String> words) {
    try {
      return TaskFilter.parse(String.join(" ", words));
    } catch (FilterSyntaxException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  @Override
  protected int look(TaskInspector inspector) {
    if (limit < 1 || limit > SearchLimits.MAX_HITS) {
      throw wrong("--limit is " + limit + "; it must be 1 to " + SearchLimits.MAX_HITS);
    }
    TaskFilter filter = filter(spec, query);
    List<TaskInfo> found = new ArrayList<>();
    Map<TaskState, Long> counts = new EnumMap<>(TaskState.class);
    long looked = 0;
    Optional<String> next = Optional.ofNullable(cursor);
    boolean more = true;
    while (more) {
      var limits = SearchLimits.hits(count ? 1000 : limit - found.size());
      SearchPage page = step(inspector, filter, next, limits);
      if (!count) {
        found.addAll(page.tasks());
      }
      page.counts().forEach((state, tasks) -> counts.merge(state, tasks, Long::sum));
      looked += page.looked();
      next = page.next();
      more = next.isPresent() && (count || found.size() < limit);
    }
    print(found, counts, looked, next);
    return ExitCodes.DONE;
  }

  private SearchPage step(
      TaskInspector inspector, TaskFilter filter, Optional<String> from, SearchLimits limits) {
    try {
      return from.isPresent()
          ? inspector.search().find(filter, from.get(), limits)
          : inspector.search().find(filter, limits);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private void print(
      List<TaskInfo> found, Map<TaskState, Long> counts, long looked, Optional<String> next) {
    if (isJson()) {
      out()
          .json(
              new SearchView(
                  found.stream().map(TaskView::of).toList(),
                  QueueView.counts(counts),
                  looked,
                  next.orElse(null)));
      return;
    }
    if (!found.isEmpty()) {
      out().table(TaskTables.mixed(found));
      out().line("");
    }
    var table = new Table("STATE", "FOUND");
    counts.forEach((state, tasks) -> table.row(QueueView.name(state), tasks));
    if (!table.isEmpty()) {
      out().table(table);
    }
    long total = counts.values().stream().mapToLong(Long::longValue).sum();
    out().line("%d found, %d looked at".formatted(total, looked));
    next.ifPresent(it -> out().line("There may be more: --cursor " + it));
  }
}
