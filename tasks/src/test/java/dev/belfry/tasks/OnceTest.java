package dev.belfry.tasks;

import static dev.belfry.tasks.TaskOption.once;
import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.replaceFinished;
import static dev.belfry.tasks.TaskOption.taskId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** An id that is remembered though its task is gone. */
class OnceTest extends OnRedis {
  private static final String MARK = "belfry:{default}:once:a";
  private static final Task TASK =
      Task.of("email:send").with(taskId("a"), once(Duration.ofMinutes(10)));

  @Test
  void taskIsDone_idStaysTaken() throws Exception {
    Queue<String> runs = new ConcurrentLinkedQueue<>();
    start(
        server(
                (task, context) -> {
                  runs.add(context.taskId());
                  return Outcome.done();
                })
            .build());
    TaskInfo first = client().enqueue(TASK);
    await().until(() -> isGone(first));

    assertThatThrownBy(() -> client().enqueue(TASK)).isInstanceOf(TaskIdConflictException.class);
    assertThatThrownBy(() -> client().enqueue(TASK, processIn(Duration.ofMinutes(1))))
        .isInstanceOf(TaskIdConflictException.class);
    assertThatThrownBy(() -> client().enqueue(TASK, replaceFinished()))
        .isInstanceOf(TaskIdConflictException.class);
    assertThat(runs).containsExactly("a");
    assertThat(raw().pttl(MARK)).isBetween(1L, Duration.ofMinutes(10).toMillis());
  }

  @Test
  void batchHoldsTheIdTwice_secondIsRefused() {
    var results = client().enqueueAll(List.of(TASK, TASK));
    assertThat(results).extracting(EnqueueResult::isStored).containsExactly(true, false);
  }

  @Test
  void taskWasRefused_idIsNotRemembered() {
    client().enqueue(Task.of("email:send"), taskId("a"));
    assertThatThrownBy(() -> client().enqueue(TASK)).isInstanceOf(TaskIdConflictException.class);
    assertThat(raw().exists(MARK)).isZero();
  }

  @Test
  void timeIsOver_idIsFree() {
    TaskInfo first = client().enqueue(TASK);
    inspector().delete(first.queue(), first.id());
    raw().del(MARK); // what Redis does when the time is over
    assertThat(client().enqueue(TASK).id()).isEqualTo("a");
  }
}
