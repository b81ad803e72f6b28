package dev.belfry.cli.dash;

import dev.belfry.cli.out.Table;
import dev.belfry.cli.out.Text;
import dev.belfry.tasks.Page;
import dev.belfry.tasks.SearchLimits;
import dev.belfry.tasks.SearchPage;
import dev.belfry.tasks.TaskFilter;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskPage;
import dev.belfry.tasks.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** The tasks of a queue, state by state. For one thread. */
final class TasksPane implements Pane {
  private static final int PAGE = 100;
  private static final List<TaskState> STATES =
      List.of(
          TaskState.ACTIVE,
          TaskState.PENDING,
          TaskState.AGGREGATING,
          TaskState.SCHEDULED,
          TaskState.RETRY,
          TaskState.ARCHIVED,
          TaskState.COMPLETED);

  private final TaskInspector inspector;
  private final String queue;
  private Map<TaskState, Long> counts = Map.of();
  private List<TaskInfo> tasks = List.of();
  private int state = 1;
  private int page = 1;
  private int chosen;

  TasksPane(TaskInspector inspector, String queue) {
    this.inspector = inspector;
    this.queue = queue;
  }

  @Override
  public void refresh() {
    counts = inspector.queueCounts(queue);
    tasks = read();
    if (tasks.isEmpty() && page > 1) {
      page--;
      tasks = read();
    }
    chosen = Math.clamp(chosen, 0, Math.max(0, tasks.size() - 1));
  }

  /** Tasks of all groups are found by a search; the others are listed. */
  private List<TaskInfo> read() {
    if (STATES.get(state) == TaskState.AGGREGATING) {
      TaskFilter grouped =
          TaskFilter.builder().queue(queue).states(Set.of(TaskState.AGGREGATING)).build();
      SearchPage found = inspector.search().find(grouped, SearchLimits.hits(page * PAGE));
      return found
          .tasks()
          .subList(Math.min((page - 1) * PAGE, found.tasks().size()), found.tasks().size());
    }
    TaskPage listed = inspector.list(queue, STATES.get(state), new Page(page, PAGE));
    return listed.readable();
  }

  @Override
  public List<AttributedString> lines(int columns, int rows) {
    List<AttributedString> lines = new ArrayList<>();
    lines.add(Lines.bold("Queue " + Text.plain(queue)));
    var tabs = new AttributedStringBuilder();
    for (int i = 0; i < STATES.size(); i++) {
      String tab =
          " "
              + STATES.get(i).name().toLowerCase(Locale.ROOT)
              + " "
              + counts.getOrDefault(STATES.get(i), 0L)
              + " ";
      tabs.styled(i == state ? AttributedStyle.INVERSE : AttributedStyle.DEFAULT, tab);
    }
    lines.add(tabs.toAttributedString());
    lines.add(Lines.plain(""));
    if (tasks.isEmpty()) {
      lines.add(Lines.plain("No tasks in this state."));
      return lines;
    }
    Instant now = Instant.now();
    var table = new Table("ID", "TYPE", "RETRIED", "WHEN", "PAYLOAD", "LAST ERROR");
    tasks.forEach(task ->
        table.row(
            task.id(),
            task.type(),
            task.retried() + "/" + task.maxRetry(),
            task.moment().map(it -> Text.away(it, now)).orElse("-"),
            Text.shown(task.payload()),
            task.lastError().isEmpty() ? "-" : task.lastError()));
    lines.addAll(Lines.table(table, chosen, rows - lines.size() - 1));
    long total = counts.getOrDefault(STATES.get(state), 0L);
    long from = (page - 1L) * PAGE;
    lines.add(Lines.plain("%d to %d of %d".formatted(from + 1, from + tasks.size(), total)));
    return lines;
  }

  @Override
  public String keys() {
    return "↑↓ choose  ←→ state  n/b page  Enter show  r run  a archive  d delete  c cancel  q"
        + " back";
  }

  @Override
  public Next press(Key key) {
    switch (key) {
      case LEFT -> turnTo(state - 1);
      case RIGHT -> turnTo(state + 1);
      case NEXT_PAGE ->
          page += (long) page * PAGE < counts.getOrDefault(STATES.get(state), 0L) ? 1 : 0;
      case PREVIOUS_PAGE -> page = Math.max(1, page - 1);
      case UP -> chosen = tasks.isEmpty() ? 0 : Math.floorMod(chosen - 1, tasks.size());
      case DOWN -> chosen = tasks.isEmpty() ? 0 : Math.floorMod(chosen + 1, tasks.size());
      case BACK -> {
        return new Next.Back();
      }
      default -> {
        return tasks.isEmpty() ? Next.STAY : TaskPane.act(inspector, tasks.get(chosen), key);
      }
    }
    return Next.STAY;
  }

  private void turnTo(int index) {
    state = Math.floorMod(index, STATES.size());
    page = 1;
    chosen = 0;
  }
}
