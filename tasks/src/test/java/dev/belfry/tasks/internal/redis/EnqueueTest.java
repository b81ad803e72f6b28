package dev.belfry.tasks.internal.redis;

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
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.belfry.tasks.DuplicateTaskException;
import dev.belfry.tasks.EnqueueResult;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnqueueTest extends RedisFixture {
  private static final Task TASK = Task.of("T", bytes("p"));
  private static final String LOCK = KEYS.lockPrefix() + "T:83878c91171338902e0fe0fb97a8c47a";

  private TaskClient client;

  @BeforeEach
  void connect() {
    client = TaskClient.connect(target);
  }

  @AfterEach
  void close() {
    client.close();
  }

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
  void case4_idExists_conflictsAndChangesNothing() {
    client.enqueue(TASK, queue(QUEUE), taskId("a"));
    var before = tasks();
    assertThatThrownBy(() -> client.enqueue(TASK, queue(QUEUE), taskId("a")))
        .isInstanceOf(TaskIdConflictException.class)
        .hasMessageContaining("'a'")
        .hasMessageContaining("'q1'");
    assertThat(tasks()).isEqualTo(before);
  }

  /** Everything but what Redis remembers of the client's last call. */
  private static Map<String, String> tasks() {
    var all = everything();
    all.keySet().removeIf(key -> key.startsWith("belfry:"));
    return all;
  }

  @Test
  void idConflictOfAUniqueTask_leavesNoLock() {
    client.enqueue(TASK, queue(QUEUE), taskId("a"));
    assertThatThrownBy(
            () -> client.enqueue(TASK, queue(QUEUE), taskId("a"), unique(Duration.ofHours(1))))
        .isInstanceOf(TaskIdConflictException.class);
    assertThat(raw.exists(LOCK)).isZero();
  }

  @Test
  void case5_uniqueTwice_secondIsADuplicate() {
    var first = client.enqueue(TASK, queue(QUEUE), unique(Duration.ofHours(1)));
    assertThatThrownBy(() -> client.enqueue(TASK, queue(QUEUE), unique(Duration.ofHours(1))))
        .isInstanceOf(DuplicateTaskException.class);
    assertThat(get(LOCK)).isEqualTo(first.id());
    assertThat(raw.ttl(LOCK)).isCloseTo(3600, within(2L));
    assertThat(list(KEYS.pending())).containsExactly(first.id());
    assertThat(hget(first.id(), "unique_key")).isEqualTo(LOCK);
  }

  @Test
  void case6_uniqueForAFraction_isTruncatedToSeconds() {
    client.enqueue(TASK, queue(QUEUE), unique(Duration.ofMillis(1500)));
    assertThat(raw.pttl(LOCK)).isBetween(1L, 1000L);
  }

  @Test
  void case7_uniqueAndDelayed_lockLastsForBoth() {
    long now = second();
    var info =
        client.enqueue(
            TASK, queue(QUEUE), unique(Duration.ofMinutes(10)), processIn(Duration.ofHours(1)));
    assertThat(score(KEYS.scheduled(), info.id())).isCloseTo(now + 3600L, within(2L));
    assertThat(raw.ttl(LOCK)).isCloseTo(4200, within(2L));
    assertThat(hget(info.id(), "state")).isEqualTo("scheduled");
    assertThat(hget(info.id(), "pending_since")).isNull();
    assertThat(info.state()).isEqualTo(TaskState.SCHEDULED);
  }

  @Test
  void case8_noPayloadAndEmptyPayload_haveTwoLocks() {
    client.enqueue(Task.of("T"), queue(QUEUE), unique(Duration.ofHours(1)));
    client.enqueue(Task.of("T", new byte[0]), queue(QUEUE), unique(Duration.ofHours(1)));
    assertThat(raw.exists(KEYS.lockPrefix() + "T:")).isOne();
    assertThat(raw.exists(KEYS.lockPrefix() + "T:d41d8cd98f00b204e9800998ecf8427e")).isOne();
  }

  @Test
  void lockWhoseHolderIsGone_isTakenOver() {
    raw.set(LOCK, bytes("vanished"));
    var info = client.enqueue(TASK, queue(QUEUE), unique(Duration.ofHours(1)));
    assertThat(get(LOCK)).isEqualTo(info.id());
  }

  @Test
  void recordWithoutMessage_doesNotBlockItsId() {
    hset("a", "result", "leftover");
    client.enqueue(TASK, queue(QUEUE), taskId("a"));
    assertThat(hget("a", "state")).isEqualTo("pending");
    assertThat(hget("a", "result")).isNull();
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
  void case11_group_waitsInItsGroup() throws Exception {
    long now = second();
    var info = client.enqueue(TASK, queue(QUEUE), group("g"), unique(Duration.ofHours(1)));
    assertThat(score(KEYS.group("g"), info.id())).isCloseTo(now, within(2L));
    assertThat(raw.smembers(KEYS.groups())).extracting(RedisFixture::text).containsExactly("g");
    assertThat(hget(info.id(), "state")).isEqualTo("aggregating");
    assertThat(hget(info.id(), "group")).isEqualTo("g");
    assertThat(hget(info.id(), "unique_key")).isEqualTo(LOCK);
    assertThat(stored(info.id()).group()).isEqualTo("g");
    assertThat(raw.exists(KEYS.pending())).isZero();
    assertThat(info.nextProcessAt()).isEmpty();
  }

  @Test
  void groupAndDelay_isScheduledByItself() {
    var info = client.enqueue(TASK, queue(QUEUE), group("g"), processIn(Duration.ofHours(1)));
    assertThat(info.state()).isEqualTo(TaskState.SCHEDULED);
    assertThat(hget(info.id(), "group")).isNull();
    assertThat(raw.exists(KEYS.groups())).isZero();
  }

  @Test
  void case12_headers_ofTheOptionsOverrideThoseOfTheTask() throws Exception {
    var info =
        client.enqueue(TASK.withHeader("a", "1"), queue(QUEUE), header("a", "2"), header("b", "3"));
    assertThat(stored(info.id()).headers()).isEqualTo(Map.of("a", "2", "b", "3"));
  }

  @Test
  void case13_timeInThePast_isPending() {
    var info =
        client.enqueue(TASK, queue(QUEUE), processAt(Instant.now().minus(Duration.ofHours(1))));
    assertThat(info.state()).isEqualTo(TaskState.PENDING);
    assertThat(list(KEYS.pending())).containsExactly(info.id());
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
  void delayOfAnHourOrMore_isRoundedUpToASecondAndCostsNoField() {
    var info = client.enqueue(TASK, queue(QUEUE), processIn(Duration.ofMillis(3_600_001)));
    assertThat(hget(info.id(), "belfry_due_ms")).isNull();
    long score = score(KEYS.scheduled(), info.id());
    assertThat(info.nextProcessAt()).contains(Instant.ofEpochSecond(score));
    assertThat(score).isGreaterThanOrEqualTo(second() + 3600L);
  }

  @Test
  void delayWithoutEnd_isStored() {
    var info = client.enqueue(TASK, queue(QUEUE), processIn(Duration.ofSeconds(Long.MAX_VALUE)));
    assertThat(info.state()).isEqualTo(TaskState.SCHEDULED);
    assertThat(client.enqueue(TASK, queue(QUEUE), processAt(Instant.MIN)).state())
        .isEqualTo(TaskState.PENDING);
  }

  @Test
  void groupAndTimeInThePast_waitsInItsGroup() {
    var info = client.enqueue(TASK, queue(QUEUE), group("g"), processAt(Instant.EPOCH));
    assertThat(info.state()).isEqualTo(TaskState.AGGREGATING);
  }

  @Test
  void batch_eachTaskHasItsTrueResultInOrder() throws Exception {
    client.enqueue(TASK, queue(QUEUE), taskId("taken"));
    var results =
        client.enqueueAll(
            List.of(
                TASK.withHeader("h", "1"),
                TASK.with(taskId("taken")),
                TASK.with(unique(Duration.ofHours(1))),
                TASK.with(unique(Duration.ofHours(1))),
                TASK.with(group("g")),
                TASK.with(processIn(Duration.ofHours(2))),
                TASK.with(queue("other"), taskId("b")),
                TASK.with(taskId("b")),
                TASK.with(taskId("b"))),
            header("all", "2"),
            queue(QUEUE));
    assertThat(results.subList(0, 1)).allMatch(EnqueueResult::isStored);
    assertThat(results.stream().map(EnqueueTest::outcome))
        .containsExactly(
            "PENDING",
            "TaskIdConflictException",
            "PENDING",
            "DuplicateTaskException",
            "AGGREGATING",
            "SCHEDULED",
            "PENDING",
            "TaskIdConflictException",
            "TaskIdConflictException");
    assertThat(stored(results.get(0).orThrow().id()).headers())
        .isEqualTo(Map.of("h", "1", "all", "2"));
    assertThat(list(KEYS.pending()))
        .containsExactly(
            "b", results.get(2).orThrow().id(), results.get(0).orThrow().id(), "taken");
  }

  private static String outcome(EnqueueResult result) {
    return switch (result) {
      case EnqueueResult.Stored(var info) -> info.state().name();
      case EnqueueResult.Refused(var task, var reason) -> reason.getClass().getSimpleName();
    };
  }

  @Test
  void batchOverSeveralQueuesAndScripts_keepsItsOrder() {
    var tasks = new ArrayList<Task>();
    for (int i = 0; i < 2500; i++) {
      tasks.add(Task.of("T").with(queue(i % 2 == 0 ? QUEUE : "other"), taskId("t" + i)));
    }
    var results = client.enqueueAll(tasks);
    for (int i = 0; i < 2500; i++) {
      assertThat(results.get(i).orThrow().id()).isEqualTo("t" + i);
    }
    assertThat(list(KEYS.pending()))
        .hasSize(1250)
        .startsWith("t2498", "t2496")
        .endsWith("t2", "t0");
  }

  @Test
  void batchWithLargePayloads_goesInSeveralCommands() {
    var tasks = Collections.nCopies(5, Task.of("T", new byte[700_000]));
    assertThat(client.enqueueAll(tasks, queue(QUEUE))).allMatch(EnqueueResult::isStored);
    assertThat(list(KEYS.pending())).hasSize(5);
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
  void delay_scoreIsRoundedUpAndTheExactTimeIsKept() {
    var info = client.enqueue(TASK, queue(QUEUE), processIn(Duration.ofMillis(10_001)));
    long due = Long.parseLong(hget(info.id(), "belfry_due_ms"));
    assertThat(info.nextProcessAt()).contains(Instant.ofEpochMilli(due));
    assertThat(score(KEYS.scheduled(), info.id())).isEqualTo(Math.ceilDiv(due, 1000L));
  }

  @Test
  void replyLost_sameCallAgain_hasTheSameResultsAndNoOtherEffect() {
    List<Long> first = call(7, "a", "b", "a");
    assertThat(first.subList(1, 4)).containsExactly(1L, 1L, 0L);
    raw.del(KEYS.task("a"), KEYS.pending()); // a is done before the call comes again
    var before = everything();
    List<Long> again = call(7, "a", "b", "a");
    assertThat(again.subList(1, 4)).containsExactly(1L, 1L, 0L);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void callThatComesAfterALaterOne_changesNothing() {
    call(8, "b");
    var before = everything();
    assertThat(call(7, "a")).hasSize(1);
    assertThat(everything()).isEqualTo(before);
  }

  private static List<Long> call(long number, String... ids) {
    var arguments =
        new Arguments()
            .add(KEYS.taskPrefix())
            .add(KEYS.groupPrefix())
            .add(KEYS.prefix())
            .add(KEYS.dueChannel())
            .add(number)
            .add(KEYS.groupsChannel())
            .add(KEYS.own("once:"));
    for (String id : ids) {
      arguments.add(id).add(message(id).build().encode()).add("");
    }
    String[] keys = {KEYS.pending(), KEYS.scheduled(), KEYS.groups(), KEYS.own("call:client")};
    return raw.eval(Script.ENQUEUE.text(), Script.ENQUEUE.output(), keys, arguments.toArray());
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
