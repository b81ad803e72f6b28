package dev.belfry.cli.dash;

import dev.belfry.cli.out.Table;
import dev.belfry.cli.out.Text;
import dev.belfry.tasks.QueueInfo;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** All queues, each with a bar of its tasks by state. For one thread. */
final class QueuesPane implements Pane {
  private static final int BAR = 24;
  private static final List<TaskState> STATES =
      List.of(
          TaskState.ACTIVE,
          TaskState.PENDING,
          TaskState.AGGREGATING,
          TaskState.SCHEDULED,
          TaskState.RETRY,
          TaskState.ARCHIVED,
          TaskState.COMPLETED);
  private static final int[] COLOURS = {
    AttributedStyle.GREEN,
    AttributedStyle.CYAN,
    AttributedStyle.MAGENTA,
    AttributedStyle.BLUE,
    AttributedStyle.YELLOW,
    AttributedStyle.RED,
    AttributedStyle.WHITE
  };

  private final TaskInspector inspector;
  private List<QueueInfo> queues = List.of();
  private int chosen;

  QueuesPane(TaskInspector inspector) {
    this.inspector = inspector;
  }

  @Override
  public void refresh() {
    queues = inspector.queues().stream().map(inspector::queue).toList();
    chosen = Math.clamp(chosen, 0, Math.max(0, queues.size() - 1));
  }

  @Override
  public List<AttributedString> lines(int columns, int rows) {
    List<AttributedString> lines = new ArrayList<>();
    if (queues.isEmpty()) {
      lines.add(Lines.plain("No queues yet: they come with their first task."));
      return lines;
    }
    long most = queues.stream().mapToLong(QueueInfo::size).max().orElse(1);
    int bars = Math.min(queues.size(), Math.max(1, (rows - 4) / 3));
    int width = queues.stream().mapToInt(queue -> Text.width(name(queue))).max().orElse(0);
    int first = Math.clamp((long) chosen - bars + 1, 0, queues.size() - bars);
    for (QueueInfo queue : queues.subList(first, first + bars)) {
      lines.add(bar(queue, Math.max(1, most), width));
    }
    lines.add(legend());
    lines.add(Lines.plain(""));
    var table = new Table("QUEUE", "STATE", "SIZE", "LATENCY", "PROCESSED", "FAILED", "ERROR RATE");
    queues.forEach(queue ->
        table.row(
            queue.queue(),
            queue.isPaused() ? "PAUSED" : "RUN",
            queue.size(),
            Text.span(queue.latency()),
            queue.today().processed(),
            queue.today().failed(),
            Text.percent(queue.today().failed(), queue.today().processed())));
    lines.addAll(Lines.table(table, chosen, rows - lines.size()));
    return lines;
  }

  private static String name(QueueInfo queue) {
    return Text.cut(Text.plain(queue.queue()), BAR);
  }

  private static AttributedString bar(QueueInfo queue, long most, int width) {
    var line = new AttributedStringBuilder().append(Text.pad(name(queue), width)).append("  ");
    for (int i = 0; i < STATES.size(); i++) {
      long count = queue.count(STATES.get(i));
      int length = (int) Math.ceil(count * (double) BAR / most);
      line.styled(AttributedStyle.DEFAULT.foreground(COLOURS[i]), "█".repeat(length));
    }
    return line.append(" ").append(Long.toString(queue.size())).toAttributedString();
  }

  private static AttributedString legend() {
    var line = new AttributedStringBuilder();
    for (int i = 0; i < STATES.size(); i++) {
      line.styled(AttributedStyle.DEFAULT.foreground(COLOURS[i]), "█ ")
          .append(STATES.get(i).name().toLowerCase(Locale.ROOT))
          .append("  ");
    }
    return line.toAttributedString();
  }

  @Override
  public String keys() {
    return "↑↓ choose  Enter open  p pause/resume  ? help  q quit";
  }

  @Override
  public Next press(Key key) {
    if (queues.isEmpty() && key != Key.BACK) {
      return Next.STAY;
    }
    return switch (key) {
      case UP -> choose(chosen - 1);
      case DOWN -> choose(chosen + 1);
      case OPEN, RIGHT -> new Next.Open(new TasksPane(inspector, queues.get(chosen).queue()));
      case PAUSE -> pause(queues.get(chosen));
      case BACK -> new Next.Back();
      default -> Next.STAY;
    };
  }

  private Next choose(int index) {
    chosen = Math.floorMod(index, queues.size());
    return Next.STAY;
  }

  private Next pause(QueueInfo queue) {
    String name = queue.queue();
    return queue.isPaused()
        ? new Next.Ask(
            "Let servers take tasks of queue " + name + " again?",
            () -> {
              inspector.resume(name);
              return "queue " + name + " is no longer paused";
            })
        : new Next.Ask(
            "Pause queue " + name + "?",
            () -> {
              inspector.pause(name);
              return "queue " + name + " is paused";
            });
  }
}
