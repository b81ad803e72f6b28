package dev.belfry.tasks;

import static dev.belfry.tasks.GoStore.bytes;
import static dev.belfry.tasks.GoStore.keys;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskTransferTest extends OnSoundStore {
  private static final String Q = "q";
  private static final String TO = "a/b ?#%:{}中文";

  private static void put(TaskState state, String id) {
    long second = store.second() + 100;
    switch (state) {
      case PENDING -> store.pending(Q, id);
      case ACTIVE -> store.active(Q, id, second);
      case AGGREGATING -> store.grouped(Q, "g", id, second - 200);
      case ARCHIVED -> store.waiting(Q, state, id, second - 200);
      default -> store.waiting(Q, state, id, second);
    }
  }

  private static TaskInfo task(String queue, String id) {
    return inspector.task(queue, id).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(
      value = TaskState.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ACTIVE", "COMPLETED"})
  void move_eachState_keepsStateTimeNotesAndLock(TaskState state) {
    put(state, "i");
    String lock = store.unique(Q, "i");
    if (state == TaskState.AGGREGATING) {
      store
          .raw()
          .hset(
              keys(Q).task("i"),
              "msg",
              GoStore.message(Q, "i").uniqueKey(lock).group("g").build().encode());
    }
    store.raw().hset(keys(Q).task("i"), "belfry_attempts", bytes("5\t\tretry\t0\tw\te\n"));
    TaskInfo before = task(Q, "i");

    inspector.transfer().move(Q, "i", TO);

    TaskInfo after = task(TO, "i");
    assertThat(after.state()).isEqualTo(state);
    assertThat(after.queue()).isEqualTo(TO);
    if (state == TaskState.SCHEDULED || state == TaskState.RETRY) {
      assertThat(after.nextProcessAt()).isEqualTo(before.nextProcessAt());
    }
    assertThat(after.group()).isEqualTo(before.group());
    assertThat(inspector.attempts(TO, "i").attempts()).hasSize(1);
    assertThat(inspector.task(Q, "i")).isEmpty();
    assertThat(store.raw().exists(lock)).isZero();
    String moved = keys(TO).lockPrefix() + "T:i";
    assertThat(store.raw().get(moved)).isEqualTo(bytes("i"));
    assertThat(store.raw().ttl(moved)).isBetween(3500L, 3600L);
    assertThat(inspector.queues()).contains(TO);
  }

  @Test
  void move_whereItCannotGo_isRefusedAndChangesNothing() {
    put(TaskState.ACTIVE, "active");
    put(TaskState.COMPLETED, "completed");
    put(TaskState.PENDING, "twin");
    store.pending(TO, "twin", "other");
    put(TaskState.RETRY, "locked");
    store.unique(Q, "locked");
    store.raw().set(keys(TO).lockPrefix() + "T:locked", bytes("other"));
    store
        .raw()
        .hset(
            keys(TO).task("other"),
            "msg",
            GoStore.message(TO, "other")
                .uniqueKey(keys(TO).lockPrefix() + "T:locked")
                .build()
                .encode());
    store
        .raw()
        .hset(keys(TO).task("other"), "unique_key", bytes(keys(TO).lockPrefix() + "T:locked"));
    var transfer = inspector.transfer();

    assertThatThrownBy(() -> transfer.move(Q, "active", TO)).isInstanceOf(TaskStateException.class);
    assertThatThrownBy(() -> transfer.move(Q, "completed", TO))
        .isInstanceOf(TaskStateException.class);
    assertThatThrownBy(() -> transfer.move(Q, "missing", TO))
        .isInstanceOf(TaskNotFoundException.class);
    assertThatThrownBy(() -> transfer.move(Q, "twin", TO))
        .isInstanceOf(TaskIdConflictException.class);
    assertThatThrownBy(() -> transfer.move(Q, "locked", TO))
        .isInstanceOf(DuplicateTaskException.class);
    assertThatThrownBy(() -> transfer.move(Q, "twin", Q)).hasMessageContaining("cannot move");
    assertThat(inspector.search().size(TaskFilter.builder().queue(Q).build())).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource(
      value = TaskState.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ACTIVE"})
  void requeue_eachState_runsAgainWithTheChanges(TaskState state) {
    put(state, "i");
    var message =
        GoStore.message(Q, "i").retried(5).error("boom").headers(Map.of("a", "1", "b", "2"));
    store.raw().hset(keys(Q).task("i"), "msg", message.build().encode());
    inspector
        .transfer()
        .requeue(
            Q,
            "i",
            TaskEdit.builder()
                .type("other")
                .payload(bytes("new"))
                .withoutHeader("a")
                .options(
                    TaskOption.header("c", "3"),
                    TaskOption.maxRetry(7),
                    TaskOption.timeout(Duration.ofSeconds(9)),
                    TaskOption.deadline(Instant.ofEpochSecond(4_000_000_000L)),
                    TaskOption.retention(Duration.ofSeconds(60)))
                .build());
    TaskInfo after = task(Q, "i");
    assertThat(after.state()).isEqualTo(TaskState.PENDING);
    assertThat(after.type()).isEqualTo("other");
    assertThat(new String(after.payload(), UTF_8)).isEqualTo("new");
    assertThat(after.headers()).isEqualTo(Map.of("b", "2", "c", "3"));
    assertThat(after.retried()).isZero();
    assertThat(after.lastError()).isEqualTo("boom");
    assertThat(after.maxRetry()).isEqualTo(7);
    assertThat(after.timeout()).contains(Duration.ofSeconds(9));
    assertThat(after.deadline()).contains(Instant.ofEpochSecond(4_000_000_000L));
    assertThat(after.retention()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void requeue_withATimeAQueueOrAGroup_waitsThere() {
    put(TaskState.ARCHIVED, "later");
    put(TaskState.ARCHIVED, "elsewhere");
    put(TaskState.ARCHIVED, "grouped");
    put(TaskState.ACTIVE, "active");
    var transfer = inspector.transfer();
    Instant at = Instant.ofEpochSecond(store.second() + 500);
    transfer.requeue(Q, "later", edit(TaskOption.processAt(at)));
    transfer.requeue(
        Q, "elsewhere", edit(TaskOption.queue(TO), TaskOption.processIn(Duration.ofSeconds(90))));
    transfer.requeue(Q, "grouped", edit(TaskOption.group("h")));
    assertThat(task(Q, "later").nextProcessAt()).contains(at);
    assertThat(task(TO, "elsewhere").state()).isEqualTo(TaskState.SCHEDULED);
    assertThat(task(Q, "grouped").group()).contains("h");
    assertThatThrownBy(() -> transfer.requeue(Q, "active", TaskEdit.NOTHING))
        .isInstanceOf(TaskStateException.class);
    assertThatThrownBy(() -> edit(TaskOption.taskId("x"))).hasMessageContaining("'taskId'");
  }

  private static TaskEdit edit(TaskOption... options) {
    return TaskEdit.builder().options(options).build();
  }
}
