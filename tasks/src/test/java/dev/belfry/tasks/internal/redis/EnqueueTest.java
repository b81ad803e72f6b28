package dev.belfry.tasks.internal.redis;

import static dev.belfry.tasks.TaskOption.deadline;
import static dev.belfry.tasks.TaskOption.group;
import static dev.belfry.tasks.TaskOption.header;
import static dev.belfry.tasks.TaskOption.maxRetry;
import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.queue;
import static dev.belfry.tasks.TaskOption.taskId;
import static dev.belfry.tasks.TaskOption.timeout;
import static dev.belfry.tasks.TaskOption.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskIdConflictException;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskOption;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.internal.wire.Keyspace;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the client stores of a task, and which options it takes. */
class EnqueueTest extends EnqueueFixture {
  @Test
  void case1_plainTask_isPendingWithTheDefaults() throws Exception {
    var info = client.enqueue(TASK);
    var keys = Keyspace.DEFAULT.queue("default");
    assertThat(everything().keySet())
        .filteredOn(key -> !key.startsWith("belfry:"))
        .containsExactlyInAnyOrder(Keyspace.DEFAULT.queues(), keys.pending(), keys.task(info.id()));
    assertThat(raw.smembers(Keyspace.DEFAULT.queues()))
        .extracting(RedisFixture::text)
        .containsExactly("default");
    assertThat(list(keys.pending())).containsExactly(info.id());
    var fields = raw.hgetall(keys.task(info.id()));
    assertThat(fields).containsOnlyKeys("msg", "state", "pending_since");
    assertThat(text(value(keys.task(info.id()), "state"))).isEqualTo("pending");
    assertThat(text(value(keys.task(info.id()), "pending_since"))).hasSize(19);
    TaskMessage message = TaskMessage.decode(value(keys.task(info.id()), "msg"));
    assertThat(message.maxRetry()).isEqualTo(25);
    assertThat(message.timeoutSeconds()).isEqualTo(1800);
    assertThat(message.deadlineSeconds()).isZero();
    assertThat(info.state()).isEqualTo(TaskState.PENDING);
    assertThat(info.nextProcessAt()).isPresent();
  }

  private static byte[] value(String key, String field) {
    return raw.hget(key, field);
  }

  @Test
  void case9_wrongOptions_areRejected() {
    assertThatThrownBy(() -> unique(Duration.ofMillis(999))).hasMessageContaining("at least 1 s");
    assertThatThrownBy(() -> queue(" ")).hasMessageContaining("queue name");
    assertThatThrownBy(() -> taskId("  ")).hasMessageContaining("task id");
    assertThatThrownBy(() -> group("\t")).hasMessageContaining("group name");
    assertThatThrownBy(() -> Task.of(" ")).hasMessageContaining("type");
    assertThatThrownBy(() -> timeout(Duration.ofSeconds(-1))).hasMessageContaining("timeout");
    assertThat(everything()).isEmpty();
  }

  @Test
  void case10_timeoutAndDeadline_defaultOnlyIfNeitherIsGiven() throws Exception {
    Instant end = Instant.ofEpochSecond(2_000_000_000);
    assertThat(limits(deadline(end))).isEqualTo("0/2000000000");
    assertThat(limits(timeout(Duration.ofSeconds(20)), deadline(end))).isEqualTo("20/2000000000");
    assertThat(limits()).isEqualTo("1800/0");
    assertThat(limits(timeout(Duration.ofMillis(300)))).isEqualTo("1/0");
    assertThat(limits(timeout(Duration.ofSeconds(9)), timeout(Duration.ZERO))).isEqualTo("1800/0");
    assertThat(limits(deadline(Instant.EPOCH))).isEqualTo("1800/0");
  }

  private String limits(TaskOption... options) throws Exception {
    var info = client.enqueue(TASK.with(queue(QUEUE)), options);
    TaskMessage message = stored(info.id());
    return message.timeoutSeconds() + "/" + message.deadlineSeconds();
  }

  @Test
  void case12_headers_ofTheOptionsOverrideThoseOfTheTask() throws Exception {
    var info =
        client.enqueue(TASK.withHeader("a", "1"), queue(QUEUE), header("a", "2"), header("b", "3"));
    assertThat(stored(info.id()).headers()).isEqualTo(Map.of("a", "2", "b", "3"));
  }

  @Test
  void options_lastOneOfAKindHolds() throws Exception {
    var info =
        client.enqueue(
            TASK.with(queue("other"), maxRetry(9), processIn(Duration.ofHours(1))),
            queue(QUEUE),
            maxRetry(-4),
            processIn(Duration.ZERO));
    assertThat(info.queue()).isEqualTo(QUEUE);
    assertThat(info.state()).isEqualTo(TaskState.PENDING);
    assertThat(stored(info.id()).maxRetry()).isZero();
  }

  @Test
  void async_completesWithTheTaskOrTheReason() throws Exception {
    var first = client.enqueueAsync(TASK, queue(QUEUE), taskId("a"));
    var second = client.enqueueAsync(TASK, queue(QUEUE), taskId("a"));
    assertThat(first.get(10, TimeUnit.SECONDS).state()).isEqualTo(TaskState.PENDING);
    assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(TaskIdConflictException.class);
  }

  @Test
  void queueRemovedByOthers_otherClientsRegisterItAgain() {
    client.enqueue(TASK, queue(QUEUE));
    raw.srem(Keyspace.DEFAULT.queues(), bytes(QUEUE));
    try (var other = TaskClient.connect(target)) {
      other.enqueue(TASK, queue(QUEUE));
    }
    assertThat(broker.queues()).containsExactly(QUEUE);
  }

  @Test
  void inspector_showsTaskAndCounts() {
    client.enqueue(TASK, queue(QUEUE), taskId("a"), header("k", "v"));
    client.enqueue(TASK, queue(QUEUE), taskId("b"), processIn(Duration.ofHours(1)));
    client.enqueue(TASK, queue(QUEUE), taskId("c"), group("g"));
    try (var inspector = TaskInspector.connect(target)) {
      assertThat(inspector.queues()).containsExactly(QUEUE);
      var info = inspector.task(QUEUE, "a").orElseThrow();
      assertThat(info.state()).isEqualTo(TaskState.PENDING);
      assertThat(info.headers()).isEqualTo(Map.of("k", "v"));
      assertThat(inspector.task(QUEUE, "b").orElseThrow().nextProcessAt()).isPresent();
      assertThat(inspector.task(QUEUE, "none")).isEmpty();
      assertThat(inspector.queueCounts(QUEUE))
          .isEqualTo(
              Map.of(
                  TaskState.PENDING, 1L,
                  TaskState.SCHEDULED, 1L,
                  TaskState.AGGREGATING, 1L,
                  TaskState.ACTIVE, 0L,
                  TaskState.RETRY, 0L,
                  TaskState.ARCHIVED, 0L,
                  TaskState.COMPLETED, 0L));
    }
  }
}
