package dev.belfry.tasks.holes;

import static dev.belfry.tasks.TaskOption.group;
import static dev.belfry.tasks.TaskOption.processIn;
import static dev.belfry.tasks.TaskOption.replaceFinished;
import static dev.belfry.tasks.TaskOption.taskId;
import static dev.belfry.tasks.TaskOption.unique;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.belfry.tasks.DuplicateTaskException;
import dev.belfry.tasks.OnRedis;
import dev.belfry.tasks.Outcome;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskIdConflictException;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.internal.wire.Keys;
import dev.belfry.tasks.internal.wire.Keyspace;
import dev.belfry.tasks.internal.wire.TaskMessage;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What asynq's clients lose, leak or block, and how Belfry's start from there. */
class EnqueueHolesTest extends OnRedis {
  private static final Keys KEYS = Keyspace.DEFAULT.queue("default");
  private static final Task TASK =
      Task.of("email:send", "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
  private static final String LOCK =
      KEYS.lockPrefix() + "email:send:bb6cb5c68df4652941caf652a366f2d8";

  private RedisCommands<String, byte[]> bytes;

  @BeforeEach
  void connect() {
    RedisClient lettuce = RedisClient.create(redis.uri());
    open(lettuce::shutdown);
    bytes = lettuce.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE)).sync();
  }

  /** A record as Go writes it. */
  private void seedRecord(String id, String state, String uniqueKey) {
    var message =
        TaskMessage.builder("email:send", id, "default")
            .payload(ByteString.copyFromUtf8("{\"a\":1}"))
            .uniqueKey(uniqueKey)
            .maxRetry(25);
    bytes.hset(KEYS.task(id), "msg", message.build().encode());
    raw().hset(KEYS.task(id), "state", state);
    raw().sadd(Keyspace.DEFAULT.queues(), "default");
  }

  private void seedArchived(String id) {
    seedRecord(id, "archived", LOCK);
    raw().hset(KEYS.task(id), "unique_key", LOCK);
    raw().zadd(KEYS.archived(), (double) Instant.now().getEpochSecond(), id);
    raw().set(LOCK, id);
  }

  @Test
  void b1_lockLeftByAnIdConflictOfGo_blocksNobody() {
    // Go took the lock for another task of this id, and only then saw that the id is taken.
    seedRecord("a", "pending", "");
    raw().lpush(KEYS.pending(), "a");
    raw().set(LOCK, "a");

    var stored = client().enqueue(TASK, unique(ofHours(1)));

    assertThat(raw().get(LOCK)).isEqualTo(stored.id());
    assertThat(raw().llen(KEYS.pending())).isEqualTo(2);
  }

  @Test
  void b1_idConflictOfBelfry_leavesNoLock() {
    client().enqueue(TASK, taskId("a"));
    assertThatThrownBy(() -> client().enqueue(TASK, taskId("a"), unique(ofHours(1))))
        .isInstanceOf(TaskIdConflictException.class);
    assertThat(raw().exists(LOCK)).isZero();
  }

  @Test
  void b3_lockOfAGroupedTask_isNamedInItsRecordSoThatDeletingFreesIt() {
    var stored = client().enqueue(TASK, group("g"), unique(ofHours(1)));
    assertThat(raw().hget(KEYS.task(stored.id()), "unique_key")).isEqualTo(LOCK);
  }

  @Test
  void b3_groupedTaskOfGoWasDeletedAndItsLockStayed_blocksNobody() {
    raw().set(LOCK, "deleted");
    var stored = client().enqueue(TASK, group("g"), unique(ofHours(1)));
    assertThat(raw().get(LOCK)).isEqualTo(stored.id());
  }

  @Test
  void b4_archivedTaskHoldsTheLock_blocksUnlessFinishedOnesAreReplaced() {
    seedArchived("old");
    assertThatThrownBy(() -> client().enqueue(TASK, unique(ofHours(1))))
        .isInstanceOf(DuplicateTaskException.class);

    var stored = client().enqueue(TASK, unique(ofHours(1)), replaceFinished());

    assertThat(raw().get(LOCK)).isEqualTo(stored.id());
    assertThat(raw().zrange(KEYS.archived(), 0, -1)).containsExactly("old");
  }

  @Test
  void b5_idOfAnArchivedTask_isFreedByReplacingIt() {
    seedArchived("a");
    assertThatThrownBy(() -> client().enqueue(TASK, taskId("a")))
        .isInstanceOf(TaskIdConflictException.class);

    var stored = client().enqueue(TASK, taskId("a"), replaceFinished());

    assertThat(state(stored)).isEqualTo(TaskState.PENDING);
    assertThat(raw().exists(KEYS.archived(), LOCK)).isZero();
  }

  @Test
  void b5_idOfATaskThatWasTrimmedOutOfTheArchiveButKeptItsRecord_isFree() {
    seedRecord("a", "archived", "");
    assertThat(state(client().enqueue(TASK, taskId("a")))).isEqualTo(TaskState.PENDING);
  }

  @Test
  void b5_idOfATaskThatWaits_isNeverReplaced() {
    client().enqueue(TASK, taskId("a"));
    assertThatThrownBy(() -> client().enqueue(TASK, taskId("a"), replaceFinished()))
        .isInstanceOf(TaskIdConflictException.class);
  }

  @Test
  void c7_queueWasDeletedWhileAClientEnqueues_isSoonVisibleAgain() {
    client().enqueue(TASK);
    raw().srem(Keyspace.DEFAULT.queues(), "default");
    await()
        .until(() -> {
          client().enqueue(TASK);
          return inspector().queues().contains("default");
        });
  }

  @Test
  void c9_delayWithAFractionOfASecond_isNeverCutOff() throws Exception {
    var runs = new LinkedBlockingQueue<Long>();
    start(
        server(
                (task, context) -> {
                  runs.add(System.currentTimeMillis());
                  return Outcome.done();
                })
            .build());
    for (int millis : new int[] {1, 150, 999, 1001}) {
      var stored = client().enqueue(TASK, processIn(ofMillis(millis)));
      long due = stored.nextProcessAt().orElseThrow().toEpochMilli();
      assertThat(runs.poll(20, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(due);
    }
  }
}
