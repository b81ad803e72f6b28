package dev.belfry.cli.dash;

import dev.belfry.cli.out.Text;
import dev.belfry.tasks.Attempt;
import dev.belfry.tasks.AttemptHistory;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskNotFoundException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jline.utils.AttributedString;

/** A task. For one thread. */
final class TaskPane implements Pane {
  private final TaskInspector inspector;
  private TaskInfo task;
  private AttemptHistory history = new AttemptHistory(List.of(), 0);
  private boolean gone;

  TaskPane(TaskInspector inspector, TaskInfo task) {
    this.inspector = inspector;
    this.task = task;
  }

  @Override
  public void refresh() {
    Optional<TaskInfo> found = inspector.task(task.queue(), task.id());
    gone = found.isEmpty();
    found.ifPresent(it -> task = it);
    try {
      history = inspector.attempts(task.queue(), task.id());
    } catch (TaskNotFoundException e) {
      gone = true;
    }
  }

  @Override
  public List<AttributedString> lines(int columns, int rows) {
    Instant now = Instant.now();
    List<AttributedString> lines = new ArrayList<>();
    lines.add(Lines.bold("Task " + Text.plain(task.id()) + (gone ? " (gone)" : "")));
    add(lines, "Queue", task.queue());
    add(lines, "Type", task.type());
    add(lines, "State", task.state().name().toLowerCase(Locale.ROOT));
    add(lines, "Retried", task.retried() + "/" + task.maxRetry());
    add(lines, "Next", Text.time(task.nextProcessAt(), now));
    add(lines, "Last failure", Text.time(task.lastFailedAt(), now));
    add(lines, "Last error", task.lastError().isEmpty() ? "-" : task.lastError());
    add(lines, "Completed", Text.time(task.completedAt(), now));
    task.headers().forEach((key, value) -> add(lines, "Header", key + ": " + value));
    add(lines, "Payload", Text.shown(task.payload()));
    add(lines, "Result", task.result().length == 0 ? "-" : Text.shown(task.result()));
    if (!history.attempts().isEmpty()) {
      lines.add(Lines.plain(""));
      lines.add(Lines.bold("Attempts"));
      history.attempts().forEach(attempt -> lines.add(Lines.plain(line(attempt, now))));
    }
    return lines;
  }

  private static String line(Attempt attempt, Instant now) {
    return "%-12s %-8s %-12s %s"
        .formatted(
            Text.away(attempt.at(), now),
            attempt.took().map(Text::span).orElse("-"),
            attempt.outcome().name().toLowerCase(Locale.ROOT),
            Text.plain(attempt.error()));
  }

  private static void add(List<AttributedString> lines, String name, String value) {
    lines.add(Lines.plain(Text.pad(name + ":", 14) + Text.plain(value)));
  }

  @Override
  public String keys() {
    return "r run  a archive  d delete  c cancel  q back";
  }

  @Override
  public Next press(Key key) {
    return switch (key) {
      case BACK, LEFT -> new Next.Back();
      case OPEN -> Next.STAY;
      default -> act(inspector, task, key);
    };
  }

  /** What can be done to a task, wherever it is shown. */
  static Next act(TaskInspector inspector, TaskInfo task, Key key) {
    String queue = task.queue();
    String id = task.id();
    return switch (key) {
      case OPEN -> new Next.Open(new TaskPane(inspector, task));
      case RUN ->
          ask("Run task " + id + " now?", "task is now pending", () -> inspector.run(queue, id));
      case ARCHIVE ->
          ask("Archive task " + id + "?", "task archived", () -> inspector.archive(queue, id));
      case DELETE ->
          ask("Delete task " + id + "?", "task deleted", () -> inspector.delete(queue, id));
      case CANCEL ->
          ask("Cancel task " + id + "?", "asked to cancel it", () -> inspector.cancel(queue, id));
      default -> Next.STAY;
    };
  }

  private static Next ask(String question, String done, Runnable deed) {
    return new Next.Ask(
        question,
        () -> {
          deed.run();
          return done;
        });
  }
}
