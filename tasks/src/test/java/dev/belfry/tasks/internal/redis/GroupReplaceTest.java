package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.internal.redis.NewTask.IdOrigin;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One task in place of those that were taken, or none. */
class GroupReplaceTest extends GroupFixture {
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
}
