package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import dev.belfry.tasks.Overlap;
import dev.belfry.tasks.internal.redis.NewTask.IdOrigin;
import dev.belfry.tasks.internal.wire.Keyspace;
import dev.belfry.tasks.internal.wire.SchedulerEnqueueEvent;
import dev.belfry.tasks.internal.wire.SchedulerEntry;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleStoreTest extends RedisFixture {
  private static final Instant START = Instant.ofEpochSecond(1_700_000_000);
  private static final Duration LIFE = Duration.ofDays(100);
  private static final String MARK = "belfry:{q1}:fire:daily";
  private static final Fired PENDING = new Fired.Enqueued(new NewTask.Pending());

  private ScheduleStore store;
  private Instant now;

  @BeforeEach
  void openStore() {
    store = broker.schedules();
    now = Instant.ofEpochSecond(second());
  }

  @Test
  void schedulerEntries_areToldAndTakenBack() throws Exception {
    var entry = new SchedulerEntry("e1", "@hourly", "T", ByteString.EMPTY, List.of(), START, null);
    store.writeEntries("h:1:x", List.of(entry), Duration.ofSeconds(20));
    String key = "asynq:schedulers:{h:1:x}";
    assertThat(zset(Keyspace.DEFAULT.schedulers())).containsExactly(key);
    assertThat(SchedulerEntry.decode(raw.lindex(key, 0))).isEqualTo(entry);
    assertThat(raw.ttl(key)).isBetween(1L, 20L);
    store.clearEntries("h:1:x");
    assertThat(everything()).isEmpty();
  }

  @Test
  void case56_history_keepsTheNewestThousandAndEnds() throws Exception {
    String key = Keyspace.DEFAULT.schedulerHistory("e1");
    for (int i = 0; i < 1001; i++) {
      var event = new SchedulerEnqueueEvent("t" + i, START.plusSeconds(i));
      store.recordEvents(List.of(new ScheduleStore.Event("e1", event)));
    }
    assertThat(raw.zcard(key)).isEqualTo(1000);
    assertThat(SchedulerEnqueueEvent.decode(raw.zrange(key, 0, 0).getFirst()).taskId())
        .isEqualTo("t1");
    assertThat(raw.ttl(key)).isPositive();
    store.clearHistory("e1");
    assertThat(everything()).isEmpty();
  }

  @Test
  void mark_unknownEntry_beginsNow() {
    Mark mark = store.mark(QUEUE, "daily", LIFE);

    assertThat(mark.dealtWith().getEpochSecond()).isCloseTo(second(), within(1L));
    assertThat(mark.lastFired()).isNull();
    assertThat(raw.ttl(MARK)).isCloseTo(LIFE.toSeconds(), within(2L));
    assertThat(store.mark(QUEUE, "daily", Duration.ofSeconds(1))).isEqualTo(mark);
    assertThat(raw.ttl(MARK)).isCloseTo(LIFE.toSeconds(), within(2L));
  }

  @Test
  void fire_dueMoment_enqueuesAndMovesTheMark() throws Exception {
    assertThat(fire(now, "a")).isEqualTo(PENDING);

    assertThat(list(KEYS.pending())).containsExactly(id(now));
    assertThat(stored(id(now))).isEqualTo(message(id(now)).build());
    assertThat(hget(id(now), "state")).isEqualTo("pending");
    assertThat(hget(id(now), "pending_since")).hasSize(19);
    assertThat(raw.smembers(Keyspace.DEFAULT.queues()))
        .extracting(RedisFixture::text)
        .containsExactly(QUEUE);
    assertThat(raw.keys("*"))
        .containsExactlyInAnyOrder(
            Keyspace.DEFAULT.queues(), MARK, KEYS.pending(), KEYS.task(id(now)));
    assertThat(store.mark(QUEUE, "daily", LIFE)).isEqualTo(new Mark(now, now));
  }

  @Test
  void fire_sameMomentOfAnother_isDealtWithEvenIfTheTaskIsLongGone() {
    fire(now, "a");
    raw.del(KEYS.task(id(now)), KEYS.pending());
    Map<String, String> before = everything();

    assertThat(fire(now, "b")).isEqualTo(new Fired.Before());
    assertThat(fire(now.minusSeconds(60), "b")).isEqualTo(new Fired.Before());
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void fire_againAfterALostReply_isKnownAsOwn() {
    fire(now.minusSeconds(2), "a");
    fire(now.minusSeconds(1), "b");
    raw.del(KEYS.task(id(now.minusSeconds(2))), KEYS.pending());
    Map<String, String> before = everything();

    assertThat(fire(now.minusSeconds(2), "a")).isEqualTo(PENDING);
    assertThat(fire(now.minusSeconds(1), "a")).isEqualTo(new Fired.Before());
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void fire_manyMoments_keepsTheNotesShort() {
    for (int i = 100; i > 0; i--) {
      fire(now.minusSeconds(i), "a");
    }

    assertThat(text(raw.hget(MARK, "recent")).split(";")).hasSize(10);
    assertThat(raw.llen(KEYS.pending())).isEqualTo(100);
  }

  @Test
  void fire_momentThatHasNotCome_changesNothing() {
    assertThat(fire(now.plusSeconds(60), "a")).isEqualTo(new Fired.Early());
    assertThat(raw.keys("*")).containsExactly(Keyspace.DEFAULT.queues());
  }

  @Test
  void fire_markFarAheadOfTheClock_countsNoMore() {
    raw.hset(MARK, "moment", bytes(String.valueOf(now.getEpochSecond() + 301 + 60)));
    assertThat(fire(now, "a")).isEqualTo(PENDING);

    raw.hset(MARK, "moment", bytes(String.valueOf(now.getEpochSecond() + 60)));
    assertThat(fire(now.minusSeconds(1), "a")).isEqualTo(new Fired.Before());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending", "active", "scheduled", "retry", "aggregating"})
  void fire_lastTaskIsNotDone_isSkippedIfItMustNotOverlap(String state) {
    fire(now.minusSeconds(2), "a");
    hset(id(now.minusSeconds(2)), "state", state);

    Fired skipped = fire(now.minusSeconds(1), "a", Overlap.SKIP);
    assertThat(skipped).isEqualTo(new Fired.Skipped(id(now.minusSeconds(2))));
    assertThat(fire(now.minusSeconds(1), "a", Overlap.SKIP)).isEqualTo(skipped);
    assertThat(fire(now.minusSeconds(1), "b", Overlap.SKIP)).isEqualTo(new Fired.Before());
    assertThat(store.mark(QUEUE, "daily", LIFE))
        .isEqualTo(new Mark(now.minusSeconds(1), now.minusSeconds(2)));
    assertThat(fire(now, "a", Overlap.ALLOW)).isEqualTo(PENDING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"completed", "archived"})
  void fire_lastTaskIsDone_enqueues(String state) {
    fire(now.minusSeconds(1), "a");
    hset(id(now.minusSeconds(1)), "state", state);

    assertThat(fire(now, "a", Overlap.SKIP)).isEqualTo(PENDING);
  }

  @Test
  void fire_lastTaskIsGone_enqueues() {
    fire(now.minusSeconds(1), "a");
    raw.del(KEYS.task(id(now.minusSeconds(1))));

    assertThat(fire(now, "a", Overlap.SKIP)).isEqualTo(PENDING);
  }

  @Test
  void fire_pausedEntry_letsTheMomentPass() {
    store.pause(QUEUE, "daily");
    assertThat(fire(now.minusSeconds(1), "a")).isEqualTo(new Fired.Paused());
    assertThat(fire(null, "a")).isEqualTo(PENDING);

    store.resume(QUEUE, "daily");
    assertThat(fire(now.minusSeconds(1), "b")).isEqualTo(new Fired.Before());
    assertThat(fire(now, "a")).isEqualTo(PENDING);
  }

  @Test
  void fire_now_movesNoMarkButIsTheLastTask() {
    fire(now.minusSeconds(1), "a");
    assertThat(fire(null, "a")).isEqualTo(PENDING);
    assertThat(store.mark(QUEUE, "daily", LIFE).dealtWith()).isEqualTo(now.minusSeconds(1));

    raw.del(KEYS.task(id(now.minusSeconds(1))));
    assertThat(fire(now, "a", Overlap.SKIP)).isEqualTo(new Fired.Skipped("now"));
  }

  @Test
  void fire_chosenIdThatExists_isAConflictAndTheMomentPasses() {
    seedPending("mine");
    assertThat(fire(now, chosen("mine"))).isEqualTo(new Fired.Enqueued(new NewTask.IdConflict()));
    assertThat(fire(now, chosen("mine"))).isEqualTo(new Fired.Enqueued(new NewTask.IdConflict()));
    assertThat(list(KEYS.pending())).containsExactly("mine");
    assertThat(store.mark(QUEUE, "daily", LIFE)).isEqualTo(new Mark(now, null));
  }

  @Test
  void fire_recordWithoutAMessage_isNoTask() throws Exception {
    hset(id(now), "state", "active");
    assertThat(fire(now, "a")).isEqualTo(PENDING);
    assertThat(stored(id(now)).id()).isEqualTo(id(now));
  }

  @Test
  void fire_delayedTask_isScheduled() {
    var task =
        new NewTask(
            message("later").build(),
            new NewTask.In(Duration.ofMinutes(10)),
            Duration.ZERO,
            IdOrigin.GENERATED);

    Fired fired = fire(now, task);

    assertThat(fired).isInstanceOf(Fired.Enqueued.class);
    assertThat(((Fired.Enqueued) fired).result()).isInstanceOf(NewTask.Scheduled.class);
    assertThat(score(KEYS.scheduled(), "later"))
        .isCloseTo(now.plusSeconds(600).getEpochSecond(), within(2L));
    assertThat(fire(now, task)).isEqualTo(fired);
    assertThat(hget("later", "state")).isEqualTo("scheduled");
  }

  @Test
  void fire_groupedTask_waitsInItsGroup() {
    TaskMessage message = message("grouped").group("g").build();
    var task = new NewTask(message, new NewTask.Now(), Duration.ZERO, IdOrigin.GENERATED);

    assertThat(fire(now, task)).isEqualTo(new Fired.Enqueued(new NewTask.Grouped()));
    assertThat(zset(KEYS.group("g"))).containsExactly("grouped");
    assertThat(raw.smembers(KEYS.groups())).extracting(RedisFixture::text).containsExactly("g");
    assertThat(hget("grouped", "group")).isEqualTo("g");
  }

  @Test
  void fire_uniqueTask_isRefusedWhileTheLockIsHeld() {
    String lock = KEYS.lockPrefix() + "T:x";
    assertThat(fire(now.minusSeconds(1), unique("first", lock))).isEqualTo(PENDING);
    assertThat(get(lock)).isEqualTo("first");
    assertThat(raw.ttl(lock)).isCloseTo(60, within(1L));
    assertThat(hget("first", "unique_key")).isEqualTo(lock);

    assertThat(fire(now, unique("second", lock)))
        .isEqualTo(new Fired.Enqueued(new NewTask.Duplicate()));
    assertThat(raw.exists(KEYS.task("second"))).isZero();
  }

  @Test
  void fire_lockOfATaskThatIsGone_isTakenOver() {
    String lock = KEYS.lockPrefix() + "T:x";
    raw.set(lock, bytes("ghost"));
    assertThat(fire(now, unique("first", lock))).isEqualTo(PENDING);
    assertThat(get(lock)).isEqualTo("first");
  }

  private static NewTask unique(String id, String lock) {
    return new NewTask(
        message(id).uniqueKey(lock).build(),
        new NewTask.Now(),
        Duration.ofMinutes(1),
        IdOrigin.GENERATED);
  }

  private static NewTask chosen(String id) {
    return new NewTask(message(id).build(), new NewTask.Now(), Duration.ZERO, IdOrigin.CHOSEN);
  }

  private Fired fire(@Nullable Instant moment, String by) {
    return fire(moment, by, Overlap.ALLOW);
  }

  private Fired fire(@Nullable Instant moment, String by, Overlap overlap) {
    var task =
        new NewTask(
            message(moment == null ? "now" : id(moment)).build(),
            new NewTask.Now(),
            Duration.ZERO,
            IdOrigin.GENERATED);
    return store.fire(List.of(new Fire("daily", moment, by, task, overlap, LIFE))).getFirst();
  }

  private Fired fire(@Nullable Instant moment, NewTask task) {
    return store
        .fire(List.of(new Fire("daily", moment, "a", task, Overlap.ALLOW, LIFE)))
        .getFirst();
  }

  private static String id(Instant moment) {
    return "schedule:daily:" + moment.getEpochSecond();
  }
}
