package dev.belfry.cli.view;

import dev.belfry.tasks.Attempt;
import dev.belfry.tasks.AttemptHistory;
import dev.belfry.tasks.TaskInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task with its attempts and the server that runs it. */
public record TaskDetailView(
    TaskView task, @Nullable String worker, List<AttemptView> attempts, int unknownAttempts) {

  /** An attempt. */
  public record AttemptView(
      Instant at,
      @Nullable Long tookMs,
      String outcome,
      @Nullable Integer retried,
      @Nullable String worker,
      @Nullable String error) {
    static AttemptView of(Attempt attempt) {
      return new AttemptView(
          attempt.at(),
          attempt.took().map(Duration::toMillis).orElse(null),
          QueueView.name(attempt.outcome()),
          attempt.retried() < 0 ? null : attempt.retried(),
          attempt.worker().isEmpty() ? null : attempt.worker(),
          attempt.error().isEmpty() ? null : attempt.error());
    }
  }

  /** Of a task. */
  public static TaskDetailView of(TaskInfo task, @Nullable String worker, AttemptHistory history) {
    return new TaskDetailView(
        TaskView.of(task),
        worker,
        history.attempts().stream().map(AttemptView::of).toList(),
        history.unknown());
  }
}
