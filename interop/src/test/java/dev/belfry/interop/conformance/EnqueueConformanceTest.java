package dev.belfry.interop.conformance;

import static dev.belfry.interop.store.GoTask.task;
import static dev.belfry.tasks.TaskOption.deadline;
import static dev.belfry.tasks.TaskOption.group;
import static dev.belfry.tasks.TaskOption.header;
import static dev.belfry.tasks.TaskOption.maxRetry;
import static dev.belfry.tasks.TaskOption.processAt;
import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.queue;
import static dev.belfry.tasks.TaskOption.taskId;
import static dev.belfry.tasks.TaskOption.timeout;
import static dev.belfry.tasks.TaskOption.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.tasks.DuplicateTaskException;
import dev.belfry.tasks.EnqueueResult;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskIdConflictException;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.TaskOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Cases 4 to 14: enqueuing. */
class EnqueueConformanceTest extends Conformance {
  private static final String LOCK = "unique:T:83878c91171338902e0fe0fb97a8c47a";
  private static final Task T = Task.of("T", "p".getBytes(UTF_8));

  private TaskInfo enqueue(Task task, TaskOption... options) {
    return client.enqueue(task.with(queue("q1")), options);
  }

  @Test
  void case04_idThatExists_isAConflictAndNothingChanges() {
    q1.registered().pending(task("a"), task("b"));

    var change =
        store.change(() ->
            assertThatThrownBy(() -> enqueue(T, taskId("a")))
                .isInstanceOf(TaskIdConflictException.class));

    assertThat(change.keys()).isEmpty();
  }

  @Test
  void case05_uniqueTwice_secondIsADuplicate() {
    String id = enqueue(T, unique(Duration.ofHours(1))).id();

    var change =
        store.change(() ->
            assertThatThrownBy(() -> enqueue(T, unique(Duration.ofHours(1))))
                .isInstanceOf(DuplicateTaskException.class));

    assertThat(change.keys()).isEmpty();
    assertThat(q1.text(LOCK)).isEqualTo(id);
    assertThat(store.ttl(q1.key(LOCK))).isBetween(3590L, 3600L);
    assertThat(q1.list("pending")).containsExactly(id);
    assertThat(q1.fields(id)).containsEntry("unique_key", q1.key(LOCK));
    assertThat(q1.message(id)).containsEntry("unique_key", q1.key(LOCK));
  }

  @Test
  void case06_uniqueForAFraction_locksForWholeSeconds() {
    enqueue(T, unique(Duration.ofMillis(1500)));

    // It may be over by now, but never lasts longer.
    assertThat(store.raw().pttl(q1.key(LOCK))).isLessThanOrEqualTo(1000L).isNotEqualTo(-1L);
  }

  @Test
  void case07_uniqueAndDelayed_locksFromTheMomentItIsDue() {
    long t = store.second();

    String id = enqueue(T, unique(Duration.ofMinutes(10)), processIn(Duration.ofHours(1))).id();

    // Rounded up: a task of Belfry never runs early.
    assertThat(q1.zset("scheduled").get(id)).isBetween(t + 3600, store.second() + 3601);
    assertThat(store.ttl(q1.key(LOCK))).isBetween(4190L, 4201L);
    assertThat(q1.fields(id))
        .containsEntry("state", "scheduled")
        .doesNotContainKey("pending_since");
    assertThat(store.keys())
        .containsExactlyInAnyOrder(
            "asynq:queues", q1.key("scheduled"), q1.key("t:" + id), q1.key(LOCK));
  }

  @Test
  void case08_noPayloadAndEmptyPayload_haveTwoLocks() {
    enqueue(Task.of("T"), unique(Duration.ofHours(1)));
    enqueue(Task.of("T", new byte[0]), unique(Duration.ofHours(1)));

    assertThat(store.keys())
        .contains(q1.key("unique:T:"), q1.key("unique:T:d41d8cd98f00b204e9800998ecf8427e"));
    assertThat(q1.list("pending")).hasSize(2);
  }

  @Test
  void case09_badInput_isRejectedAndNothingWritten() {
    List<ThrowingCallable> bad =
        List.of(
            () -> client.enqueue(T, unique(Duration.ofMillis(999))),
            () -> client.enqueue(T, queue(" ")),
            () -> client.enqueue(T, taskId("  ")),
            () -> client.enqueue(T, group("\t")),
            () -> client.enqueue(Task.of(" ")),
            () -> client.enqueue(null));

    assertThat(bad)
        .allSatisfy(call ->
            assertThatThrownBy(call)
                .isInstanceOfAny(IllegalArgumentException.class, NullPointerException.class));
    assertThat(store.keys()).isEmpty();
  }

  @Test
  void case10_timeoutAndDeadline_areStoredAsGoStoresThem() {
    Instant x = Instant.ofEpochSecond(2_000_000_000);

    var onlyDeadline = q1.message(enqueue(T, deadline(x)).id());
    assertThat(onlyDeadline).containsEntry("deadline", 2_000_000_000L).doesNotContainKey("timeout");

    var both = q1.message(enqueue(T, timeout(Duration.ofSeconds(20)), deadline(x)).id());
    assertThat(both).containsEntry("timeout", 20L).containsEntry("deadline", 2_000_000_000L);

    var neither = q1.message(enqueue(T).id());
    assertThat(neither).containsEntry("timeout", 1800L).doesNotContainKey("deadline");
  }

  @Test
  void case11_group_waitsInItsGroup() {
    long t = store.second();

    TaskInfo info = enqueue(T, group("g"));

    assertThat(q1.zset("g:g").get(info.id())).isBetween(t, store.second());
    assertThat(q1.members("groups")).containsExactly("g");
    assertThat(q1.fields(info.id()))
        .containsExactlyInAnyOrderEntriesOf(Map.of("state", "aggregating", "group", "g"));
    assertThat(q1.message(info.id())).containsEntry("group_key", "g");
    assertThat(store.keys()).doesNotContain(q1.key("pending"));
    assertThat(info.nextProcessAt()).isEmpty();
  }

  @Test
  void case12_headers_addUpAndTheLastHolds() {
    Task task = T.withHeader("a", "1");

    String id = enqueue(task, header("a", "2"), header("b", "3")).id();

    assertThat(q1.message(id)).containsEntry("headers", Map.of("a", "2", "b", "3"));
  }

  @Test
  void case13_timeInThePast_isPendingAtOnce() {
    String id = enqueue(T, processAt(Instant.now().minusSeconds(60))).id();

    assertThat(q1.list("pending")).containsExactly(id);
    assertThat(q1.fields(id)).containsEntry("state", "pending");
    assertThat(store.keys()).doesNotContain(q1.key("scheduled"));
  }

  /** Go calls the second one a success too. */
  @Test
  void case14_batch_storesAllButTheIdThatExists() {
    q1.registered().pending(task("d"));
    byte[] message = store.raw().hget(q1.key("t:d"), "msg");

    var results =
        client.enqueueAll(
            List.of(
                T.with(taskId("new")),
                T.with(taskId("d"), maxRetry(3)),
                T.with(taskId("scheduled"), processIn(Duration.ofHours(1)))),
            queue("q1"));

    assertThat(results).extracting(EnqueueResult::isStored).containsExactly(true, false, true);
    assertThat(results.get(1))
        .isInstanceOfSatisfying(
            EnqueueResult.Refused.class,
            refused -> assertThat(refused.reason()).isInstanceOf(TaskIdConflictException.class));
    assertThat(q1.list("pending")).containsExactly("new", "d");
    assertThat(q1.zset("scheduled")).containsOnlyKeys("scheduled");
    assertThat(q1.records()).containsExactlyInAnyOrder("new", "d", "scheduled");
    assertThat(store.raw().hget(q1.key("t:d"), "msg")).isEqualTo(message);
  }
}
