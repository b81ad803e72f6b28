package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.maxRetry;
import static dev.belfry.tasks.TaskOption.retention;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.tasks.internal.wire.AttemptNote;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttemptHistoryTest extends OnRedis {

  private static TaskHandler outcomes(Outcome... outcomes) {
    Iterator<Outcome> next = List.of(outcomes).iterator();
    return (task, context) -> next.next();
  }

  private AttemptHistory history(TaskInfo task, TaskState end) {
    await().until(() -> state(task) == end);
    return inspector().attempts(task.queue(), task.id());
  }

  @Test
  void attempts_untilSuccessWithRetention_areAllNotedNewestFirst() throws Exception {
    start(
        server(
                outcomes(
                    Outcome.retryIn(ofMillis(1), "bank\taway\n" + "x".repeat(300)),
                    Outcome.snooze(ofMillis(1)),
                    Outcome.done()))
            .build());
    Instant before = Instant.now().minusSeconds(1);
    TaskInfo task = client().enqueue(Task.of("t"), retention(ofHours(1)));

    AttemptHistory history = history(task, TaskState.COMPLETED);
    assertThat(history.attempts())
        .extracting(Attempt::outcome)
        .containsExactly(AttemptOutcome.DONE, AttemptOutcome.AGAIN, AttemptOutcome.RETRY);
    assertThat(history.attempts()).extracting(Attempt::retried).containsExactly(1, 1, 0);
    assertThat(history.unknown()).isZero();
    Attempt first = history.attempts().getLast();
    assertThat(first.error()).startsWith("bank away xxx").hasSize(200);
    assertThat(history.attempts().get(1).error()).isEmpty();
    assertThat(first.at()).isAfter(before);
    assertThat(first.took()).hasValueSatisfying(took -> assertThat(took).isLessThan(ofHours(1)));
    assertThat(first.worker()).isNotEmpty();
  }

  @Test
  void attempts_ofATaskThatIsGivenUp_endWithTheOneThatArchivedIt() throws Exception {
    start(server(outcomes(Outcome.retryIn(ofMillis(1), "no"))).build());
    TaskInfo task = client().enqueue(Task.of("t"), maxRetry(0));
    AttemptHistory history = history(task, TaskState.ARCHIVED);
    assertThat(history.attempts())
        .singleElement()
        .satisfies(attempt -> {
          assertThat(attempt.outcome()).isEqualTo(AttemptOutcome.ARCHIVED);
          assertThat(attempt.error()).isEqualTo("no");
        });
    assertThat(history.unknown()).isZero();

    inspector().delete(task.queue(), task.id());
    assertThat(raw().keys("belfry*attempts*")).isEmpty();
    assertThatThrownBy(() -> inspector().attempts(task.queue(), task.id()))
        .isInstanceOf(TaskNotFoundException.class);
  }

  @Test
  void attempts_moreThanAreKept_areCounted() throws Exception {
    TaskHandler failing =
        (task, context) ->
            context.retried() < 23
                ? Outcome.retryIn(Duration.ZERO, "e" + context.retried())
                : Outcome.done();
    start(server(failing).build());
    TaskInfo task = client().enqueue(Task.of("t"), retention(ofHours(1)));
    AttemptHistory history = history(task, TaskState.COMPLETED);
    assertThat(history.attempts()).hasSize(AttemptHistory.MAX);
    assertThat(history.attempts().get(1).error()).isEqualTo("e22");
    assertThat(history.unknown()).isEqualTo(4);
  }

  @Test
  void attempts_notWanted_areNotNoted() throws Exception {
    start(server(outcomes(Outcome.done())).attemptNotes(AttemptNotes.NONE).build());
    TaskInfo task = client().enqueue(Task.of("t"), retention(ofHours(1)));
    assertThat(history(task, TaskState.COMPLETED).attempts()).isEmpty();
    assertThat(raw().hexists("asynq:{default}:t:" + task.id(), "belfry_attempts")).isFalse();
  }

  @Test
  void attempts_failedAtServersOfGo_showWhatIsKnown() {
    Instant failed = Instant.ofEpochSecond(1_700_000_000);
    var message =
        TaskMessage.builder("t", "i", "q")
            .retried(3)
            .error("boom")
            .lastFailedAt(failed.getEpochSecond())
            .build();
    var task = new TaskInfo(message, TaskState.RETRY, failed, new byte[0]);
    assertThat(AttemptReading.of(task, ""))
        .isEqualTo(
            new AttemptHistory(
                List.of(
                    new Attempt(failed, Optional.empty(), AttemptOutcome.FAILED, -1, "", "boom")),
                2));
  }

  @Test
  void decode_linesThatCannotBeRead_areLeftOut() {
    var attempt =
        new Attempt(
            Instant.ofEpochMilli(5), Optional.empty(), AttemptOutcome.WORKER_LOST, -1, "w", "");
    String notes = "\nx\n1\t2\tno\t3\tw\te\n" + AttemptNote.encode(attempt) + "\n";
    assertThat(AttemptNote.decode(notes)).containsExactly(attempt);
  }
}
