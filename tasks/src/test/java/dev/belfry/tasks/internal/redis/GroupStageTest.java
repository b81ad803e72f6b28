package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When tasks of a group are taken to be merged, how many, and what is read of them. */
class GroupStageTest extends GroupFixture {
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
}
