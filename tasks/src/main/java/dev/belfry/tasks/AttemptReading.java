package dev.belfry.tasks;

import dev.belfry.tasks.internal.wire.AttemptNote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts together what is known of the attempts to run a task. */
final class AttemptReading {
  private static final Set<AttemptOutcome> FAILURES =
      EnumSet.of(AttemptOutcome.RETRY, AttemptOutcome.ARCHIVED, AttemptOutcome.FAILED);

  private AttemptReading() {}

  static AttemptHistory of(TaskInfo task, String notes) {
    List<Attempt> attempts = new ArrayList<>(AttemptNote.decode(notes));
    foreign(task, attempts).ifPresent(failure -> attempts.add(0, failure));
    List<Attempt> shown = attempts.subList(0, Math.min(attempts.size(), AttemptHistory.MAX));
    // The last failure of an archived task burned no retry.
    long failures =
        task.retried()
            + (task.state() == TaskState.ARCHIVED && task.lastFailedAt().isPresent() ? 1L : 0L);
    long known = shown.stream().filter(attempt -> FAILURES.contains(attempt.outcome())).count();
    return new AttemptHistory(shown, (int) Math.max(0, failures - known));
  }

  /** The message tells of a failure that is later than all that were noted: Go wrote it. */
  private static Optional<Attempt> foreign(TaskInfo task, List<Attempt> noted) {
    Optional<Instant> failed = task.lastFailedAt();
    if (failed.isEmpty()) {
      return Optional.empty();
    }
    boolean isNoted =
        noted.stream()
            .map(attempt -> attempt.took().map(attempt.at()::plus).orElse(attempt.at()))
            // The message has whole seconds, and clocks differ a little.
            .anyMatch(end -> end.plusSeconds(2).isAfter(failed.get()));
    return isNoted
        ? Optional.empty()
        : Optional.of(
            new Attempt(
                failed.get(), Optional.empty(), AttemptOutcome.FAILED, -1, "", task.lastError()));
  }
}
