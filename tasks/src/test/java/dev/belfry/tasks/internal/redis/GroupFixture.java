package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.tasks.internal.redis.NewTask.IdOrigin;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;

/** The operations on groups, on states as Go leaves them. */
abstract class GroupFixture extends RedisFixture {
  static final String G = KEYS.group("g");
  static final Duration MINUTE = Duration.ofMinutes(1);
  static final GroupCheck.Limits SOON =
      new GroupCheck.Limits(Duration.ofSeconds(1), Duration.ZERO, 0, 10_000);

  static Grouping grouping() {
    return broker.grouping();
  }

  static GroupSet set() {
    return GroupSet.next(QUEUE, "g");
  }

  static String key(GroupSet set) {
    return KEYS.aggregationSet("g", set.id());
  }

  /** A task of the group as Go's client stores it. */
  static void seedMember(String id, long joined) {
    hset(id, "msg", message(id).group("g").build().encode());
    hset(id, "state", "aggregating");
    hset(id, "group", "g");
    zadd(G, joined, id);
    raw.sadd(KEYS.groups(), bytes("g"));
  }

  static GroupSet stageAll(String... ids) {
    for (String id : ids) {
      seedMember(id, second() - 10);
    }
    GroupSet set = set();
    assertThat(grouping().stage(set, SOON)).isEqualTo(new GroupCheck.Staged(ids.length));
    return set;
  }

  static NewTask merged(String id) {
    return new NewTask(
        TaskMessage.builder("merged", id, QUEUE).build(),
        new NewTask.Now(),
        Duration.ZERO,
        IdOrigin.CHOSEN);
  }
}
