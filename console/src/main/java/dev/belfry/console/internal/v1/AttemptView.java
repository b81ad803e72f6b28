package dev.belfry.console.internal.v1;

import dev.belfry.tasks.Attempt;
import dev.belfry.tasks.AttemptHistory;
import dev.belfry.tasks.AttemptOutcome;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One run of a task. Immutable. */
record AttemptView(
    int number,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Long durationMs,
    String outcome,
    @Nullable String error,
    @Nullable String worker,
    boolean recorded) {

  /** What is known, the newest last; of errors, what is shown of them. */
  static List<AttemptView> of(
      AttemptHistory history,
      TaskInfo task,
      @Nullable Instant running,
      UnaryOperator<String> shown) {
    List<AttemptView> views = new ArrayList<>();
    List<Attempt> attempts = history.attempts();
    for (int i = attempts.size() - 1; i >= 0; i--) {
      views.add(of(attempts.get(i), history.unknown() + attempts.size() - i, shown));
    }
    if (running != null) {
      int number = history.unknown() + attempts.size() + 1;
      views.add(new AttemptView(number, running, null, null, "running", null, null, false));
    } else if (task.state() == TaskState.ACTIVE && task.isOrphaned()) {
      int number = history.unknown() + attempts.size() + 1;
      views.add(new AttemptView(number, null, null, null, "crashed", null, null, false));
    }
    return views;
  }

  private static AttemptView of(Attempt attempt, int number, UnaryOperator<String> shown) {
    boolean foundLater =
        attempt.outcome() == AttemptOutcome.WORKER_LOST
            || attempt.outcome() == AttemptOutcome.FAILED;
    return new AttemptView(
        number,
        foundLater ? null : attempt.at(),
        foundLater ? attempt.at() : attempt.took().map(attempt.at()::plus).orElse(null),
        attempt.took().map(Duration::toMillis).orElse(null),
        outcome(attempt.outcome()),
        TaskRows.text(shown.apply(attempt.error())),
        TaskRows.text(attempt.worker()),
        attempt.outcome() != AttemptOutcome.FAILED);
  }

  private static String outcome(AttemptOutcome outcome) {
    return switch (outcome) {
      case DONE -> "succeeded";
      case RETRY, FAILED -> "failed";
      case AGAIN -> "snoozed";
      case ARCHIVED -> "archived";
      case WORKER_LOST -> "crashed";
    };
  }
}
