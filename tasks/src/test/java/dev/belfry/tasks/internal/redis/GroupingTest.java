package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.belfry.tasks.internal.redis.NewTask.IdOrigin;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The operations on groups, on states as Go leaves them. */
class GroupingTest extends RedisFixture {
  private static final String G = KEYS.group("g");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final GroupCheck.Limits SOON =
      new GroupCheck.Limits(Duration.ofSeconds(1), Duration.ZERO, 0, 10_000);

  private static final Grouping grouping() {
    return broker.grouping();
  }

  private static GroupSet set() {
    return GroupSet.next(QUEUE, "g");
  }

  private static String key(GroupSet set) {
    return KEYS.aggregationSet("g", set.id());
  }

  /** A task of the group as Go's client stores it. */
  private static void seedMember(String id, long joined) {
    hset(id, "msg", message(id).group("g").build().encode());
    hset(id, "state", "aggregating");
    hset(id, "group", "g");
    zadd(G, joined, id);
    raw.sadd(KEYS.groups(), bytes("g"));
  }

  private static GroupSet stageAll(String... ids) {
    for (String id : ids) {
      seedMember(id, second() - 10);
    }
    GroupSet set = set();
    assertThat(grouping().stage(set, SOON)).isEqualTo(new GroupCheck.Staged(ids.length));
    return set;
  }

  private static NewTask merged(String id) {
    return new NewTask(
        TaskMessage.builder("merged", id, QUEUE).build(),
        new NewTask.Now(),
        Duration.ZERO,
        IdOrigin.CHOSEN);
  }

  @Test
  void case51_groupAfterItsGrace_isTakenWholeReadAndReplaced() throws Exception {
    long now = second();
    seedMember("a", now - 5);
    seedMember("b", now - 6);
    seedMember("c", now - 5);
    GroupSet set = set();

    assertThat(grouping().stage(set, SOON)).isEqualTo(new GroupCheck.Staged(3));

    assertThat(zset(key(set))).containsExactly("b", "a", "c");
    assertThat(score(key(set), "b")).isEqualTo(now - 6);
    assertThat(score(KEYS.aggregationSets(), key(set))).isBetween(now + 119, now + 122);
    assertThat(raw.exists(G, KEYS.groups())).isZero();
    List<TaskMessage> members = grouping().members(set);
    assertThat(members).extracting(TaskMessage::id).containsExactly("b", "a", "c");

    assertThat(grouping().replace(set, members, merged("m"))).isEqualTo(Replacement.STORED);

    assertThat(raw.keys("*")).containsExactlyInAnyOrder(KEYS.task("m"), KEYS.pending());
    assertThat(list(KEYS.pending())).containsExactly("m");
    assertThat(hget("m", "state")).isEqualTo("pending");
    assertThat(hget("m", "pending_since")).hasSize(19);
    assertThat(stored("m").type()).isEqualTo("merged");
  }

  @Test
  void case52_moreThanEnough_theOldestAreTaken() {
    long now = second();
    for (int i = 0; i < 5; i++) {
      seedMember("t" + i, now - i);
    }
    GroupSet set = set();

    GroupCheck check =
        grouping().stage(set, new GroupCheck.Limits(MINUTE, Duration.ZERO, 3, 10_000));

    assertThat(check).isEqualTo(new GroupCheck.Staged(3));
    assertThat(zset(key(set))).containsExactly("t4", "t3", "t2");
    assertThat(zset(G)).containsExactly("t1", "t0");
    assertThat(raw.smembers(KEYS.groups())).hasSize(1);
    assertThat(hget("t4", "state")).isEqualTo("aggregating");
  }

  @Test
  void stage_groupIsYoung_saysHowLongToWaitAndRegistersIt() {
    seedMember("a", second());
    raw.del(KEYS.groups());

    GroupCheck check = grouping().stage(set(), new GroupCheck.Limits(MINUTE, Duration.ZERO, 0, 10));

    assertThat(check)
        .isInstanceOfSatisfying(
            GroupCheck.NotYet.class,
            notYet -> assertThat(notYet.pause()).isBetween(Duration.ofSeconds(50), MINUTE));
    assertThat(raw.smembers(KEYS.groups())).hasSize(1);
    assertThat(raw.exists(KEYS.aggregationSets())).isZero();
  }

  @Test
  void stage_oldestHasWaitedLongEnough_isTakenAlthoughTheGroupGrows() {
    long now = second();
    seedMember("old", now - 61);
    seedMember("new", now);

    assertThat(grouping().stage(set(), new GroupCheck.Limits(MINUTE, MINUTE, 0, 10)))
        .isEqualTo(new GroupCheck.Staged(2));
  }

  @Test
  void stage_emptyGroup_isNoLongerRegistered() {
    raw.sadd(KEYS.groups(), bytes("g"));

    assertThat(grouping().stage(set(), SOON)).isEqualTo(new GroupCheck.Empty());
    assertThat(raw.exists(KEYS.groups())).isZero();
  }

  @Test
  void stage_largeGroup_isTakenInBoundedSets() {
    long now = second();
    IntStream.range(0, 2_500).forEach(i -> zadd(G, now - 100, "t%04d".formatted(i)));

    GroupSet set = set();
    assertThat(grouping().stage(set, new GroupCheck.Limits(MINUTE, Duration.ZERO, 0, 2_000)))
        .isEqualTo(new GroupCheck.Staged(2_000));
    assertThat(zset(G)).hasSize(500).startsWith("t2000");
    assertThat(zset(key(set))).hasSize(2_000).endsWith("t1999");
  }

  @Test
  void stage_replyLost_sameCallAgainChangesNothing() {
    GroupSet set = stageAll("a", "b");
    seedMember("late", second() - 10);
    Map<String, String> before = everything();

    assertThat(grouping().stage(set, SOON)).isEqualTo(new GroupCheck.Staged(2));
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void replace_replyLost_sameCallAgainStoresNothingMore() {
    GroupSet set = stageAll("a", "b");
    List<TaskMessage> members = grouping().members(set);
    grouping().replace(set, members, merged("m"));
    Map<String, String> before = everything();

    assertThat(grouping().replace(set, members, merged("m"))).isEqualTo(Replacement.STORED);
    assertThat(everything()).isEqualTo(before);
    dequeueOne();
    assertThat(grouping().replace(set, members, merged("m"))).isEqualTo(Replacement.STORED);
    assertThat(raw.exists(KEYS.pending())).isZero();
  }

  @Test
  void replace_idIsTaken_changesNothing() {
    seedWaiting("archived", "m", second());
    GroupSet set = stageAll("a");
    List<TaskMessage> members = grouping().members(set);
    Map<String, String> before = everything();

    assertThat(grouping().replace(set, members, merged("m"))).isEqualTo(Replacement.ID_CONFLICT);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void replace_idIsThatOfATaskInTheSet_itTakesItsPlace() throws Exception {
    GroupSet set = stageAll("a", "b");

    assertThat(grouping().replace(set, grouping().members(set), merged("a")))
        .isEqualTo(Replacement.STORED);

    assertThat(stored("a").type()).isEqualTo("merged");
    assertThat(hget("a", "group")).isNull();
    assertThat(raw.keys("*")).hasSize(2);
  }

  @Test
  void replace_lockIsTakenByAnother_changesNothing() {
    GroupSet set = stageAll("a");
    List<TaskMessage> members = grouping().members(set);
    String lock = KEYS.lockPrefix() + "merged:";
    seedPending("holder");
    raw.set(lock, bytes("holder"));
    Map<String, String> before = everything();

    assertThat(grouping().replace(set, members, unique("m", lock)))
        .isEqualTo(Replacement.DUPLICATE);
    assertThat(everything()).isEqualTo(before);

    raw.set(lock, bytes("nobody"));
    assertThat(grouping().replace(set, members, unique("m", lock))).isEqualTo(Replacement.STORED);
    assertThat(get(lock)).isEqualTo("m");
    assertThat(raw.ttl(lock)).isBetween(55L, 60L);
    assertThat(hget("m", "unique_key")).isEqualTo(lock);
  }

  private static NewTask unique(String id, String lock) {
    return new NewTask(
        TaskMessage.builder("merged", id, QUEUE).uniqueKey(lock).build(),
        new NewTask.Now(),
        MINUTE,
        IdOrigin.CHOSEN);
  }

  @Test
  void replace_tasksHadLocks_theirsAreReleasedAndThoseOfOthersKept() {
    String mine = KEYS.lockPrefix() + "T:mine";
    String others = KEYS.lockPrefix() + "T:others";
    seedMember("a", second() - 10);
    seedMember("b", second() - 10);
    // Go's client names the lock in the message only.
    hset("a", "msg", message("a").group("g").uniqueKey(mine).build().encode());
    hset("b", "msg", message("b").group("g").uniqueKey(others).build().encode());
    raw.set(mine, bytes("a"));
    raw.set(others, bytes("x"));
    GroupSet set = set();
    grouping().stage(set, SOON);

    grouping().replace(set, grouping().members(set), merged("m"));

    assertThat(raw.exists(mine)).isZero();
    assertThat(get(others)).isEqualTo("x");
  }

  @Test
  void replace_setWentBackMeanwhile_storesNothing() {
    GroupSet set = stageAll("a");
    List<TaskMessage> members = grouping().members(set);
    grouping().giveBack(set);
    Map<String, String> before = everything();

    assertThat(grouping().replace(set, members, merged("m"))).isEqualTo(Replacement.GONE);
    assertThat(grouping().drop(set, members)).isEqualTo(Replacement.GONE);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void replace_byATaskForLaterOrForAGroup_putsItThere() {
    GroupSet first = stageAll("a");
    var later =
        new NewTask(
            TaskMessage.builder("merged", "later", QUEUE).build(),
            new NewTask.In(MINUTE),
            Duration.ZERO,
            IdOrigin.CHOSEN);
    grouping().replace(first, grouping().members(first), later);
    GroupSet second = stageAll("b");
    var grouped =
        new NewTask(
            TaskMessage.builder("merged", "grouped", QUEUE).group("h").build(),
            new NewTask.Now(),
            Duration.ZERO,
            IdOrigin.CHOSEN);
    grouping().replace(second, grouping().members(second), grouped);

    assertThat(zset(KEYS.scheduled())).containsExactly("later");
    assertThat(hget("later", "state")).isEqualTo("scheduled");
    assertThat(zset(KEYS.group("h"))).containsExactly("grouped");
    assertThat(hget("grouped", "group")).isEqualTo("h");
    assertThat(raw.smembers(KEYS.groups())).containsExactly(bytes("h"));
  }

  @Test
  void drop_setIsForgottenWithItsTasks() {
    GroupSet set = stageAll("a", "b");

    assertThat(grouping().drop(set, grouping().members(set))).isEqualTo(Replacement.STORED);
    assertThat(raw.keys("*")).isEmpty();
  }

  @Test
  void failed_groupRestsLongerEachTime_untilItIsAggregated() {
    seedMember("a", second() - 10);
    for (int rest : new int[] {50, 100, 200, 400}) {
      GroupSet set = set();
      await().until(() -> grouping().stage(set, SOON) instanceof GroupCheck.Staged);
      assertThat(grouping().failed(set, Duration.ofMillis(50), Duration.ofSeconds(5)))
          .isEqualTo(Duration.ofMillis(rest));
      assertThat(zset(G)).containsExactly("a");
    }
    GroupSet set = set();
    await().until(() -> grouping().stage(set, SOON) instanceof GroupCheck.Staged);
    grouping().replace(set, grouping().members(set), merged("m"));
    assertThat(raw.exists(KEYS.groupRest("g"))).isZero();
  }

  @Test
  void failed_longRest_nobodyTakesTheGroupMeanwhile() {
    GroupSet set = stageAll("a");

    grouping().failed(set, MINUTE, MINUTE);

    assertThat(grouping().stage(set(), SOON))
        .isInstanceOfSatisfying(
            GroupCheck.NotYet.class,
            notYet -> assertThat(notYet.pause()).isBetween(Duration.ofSeconds(50), MINUTE));
  }

  @Test
  void case53_setPastItsDeadline_goesBackAndTheGroupIsRegistered() {
    long now = second();
    String stale = KEYS.aggregationSet("g", "5f2c");
    seedMember("young", now);
    raw.del(KEYS.groups());
    zadd(stale, now - 300, "old");
    zadd(KEYS.aggregationSets(), now - 1, stale);
    String live = KEYS.aggregationSet("h:1", "77aa");
    zadd(live, now, "x");
    zadd(KEYS.aggregationSets(), now + 60, live);

    GroupLook look = grouping().look(QUEUE, GroupLook.BEGIN, Duration.ZERO);

    assertThat(look.putBack()).isEqualTo(1);
    assertThat(look.sizes()).isEqualTo(Map.of("g", 2));
    assertThat(look.staged()).containsExactly("h:1");
    assertThat(look.isAggregated()).isFalse();
    assertThat(look.cursor()).isEqualTo(GroupLook.BEGIN);
    assertThat(look.nextAbandoned().orElseThrow()).isBetween(Duration.ofSeconds(50), MINUTE);
    assertThat(zset(G)).containsExactly("old", "young");
    assertThat(score(G, "old")).isEqualTo(now - 300);
    assertThat(zset(KEYS.aggregationSets())).containsExactly(live);
    Map<String, String> before = everything();
    grouping().look(QUEUE, GroupLook.BEGIN, Duration.ZERO);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void look_byAnAggregatingServer_othersKnowForAWhile() {
    grouping().look(QUEUE, GroupLook.BEGIN, MINUTE);

    assertThat(grouping().look(QUEUE, GroupLook.BEGIN, Duration.ZERO).isAggregated()).isTrue();
    assertThat(raw.ttl(KEYS.aggregating())).isBetween(50L, 60L);
  }

  @Test
  void members_withAnUnreadableOneAndAGhost_areTheOthers() throws Exception {
    seedMember("good", second() - 10);
    seedMember("bad", second() - 10);
    hset("bad", "msg", new byte[] {7, 7, 7});
    zadd(G, second() - 10, "ghost");
    GroupSet set = set();
    grouping().stage(set, SOON);

    assertThat(grouping().members(set)).extracting(TaskMessage::id).containsExactly("good");

    assertThat(zset(key(set))).containsExactly("good");
    assertThat(zset(KEYS.archived())).containsExactly("bad");
    assertThat(hget("bad", "state")).isEqualTo("archived");
    assertThat(stored("bad").payload()).isEqualTo(ByteString.copyFrom(new byte[] {7, 7, 7}));
    assertThat(stored("bad").error()).contains("cannot be read");
    assertThat(get(KEYS.failed())).isEqualTo("1");
  }

  @Test
  void search_findsGroupsThatNobodyKnowsOf() {
    seedMember("a", second());
    raw.del(KEYS.groups());
    String orphan = KEYS.aggregationSet("h", "5f2c");
    zadd(orphan, second(), "b");
    hset("b", "group", "h");
    zadd(KEYS.group("with:colon"), second(), "c");
    hset("c", "group", "with:colon");
    zadd(broker.keyspace().queue("other").group("x"), second(), "d");

    assertThat(grouping().search(Set.of(QUEUE)).nextPortion())
        .containsExactlyInAnyOrder(G, orphan, KEYS.group("with:colon"));

    assertThat(raw.smembers(KEYS.groups()).stream().map(RedisFixture::text))
        .containsExactlyInAnyOrder("g", "with:colon");
    assertThat(zset(KEYS.aggregationSets())).containsExactly(orphan);
    assertThat(grouping().search(Set.of(QUEUE)).nextPortion()).isEmpty();
    grouping().look(QUEUE, GroupLook.BEGIN, Duration.ZERO);
    assertThat(zset(KEYS.group("h"))).containsExactly("b");
  }

  @Test
  void onGrown_tellsNameAndSize() throws Exception {
    var news = new LinkedBlockingQueue<String>();
    try (var unused = grouping().onGrown(QUEUE, (name, size) -> news.add(name + '=' + size))) {
      for (String id : List.of("a", "b")) {
        broker.enqueue(
            new NewTask(
                message(id).group("my group").build(),
                new NewTask.Now(),
                Duration.ZERO,
                IdOrigin.CHOSEN));
      }

      assertThat(news.poll(20, TimeUnit.SECONDS)).isEqualTo("my group=1");
      assertThat(news.poll(20, TimeUnit.SECONDS)).isEqualTo("my group=2");
    }
  }

  @Test
  void oldest_tellsWhenTheFirstTaskJoined() {
    seedMember("a", 1_700_000_000);
    seedMember("b", 1_700_000_100);

    assertThat(grouping().oldest(QUEUE, Set.of("g", "none")))
        .hasSize(1)
        .hasEntrySatisfying(
            "g", joined -> assertThat(joined.getEpochSecond()).isEqualTo(1_700_000_000));
  }
}
