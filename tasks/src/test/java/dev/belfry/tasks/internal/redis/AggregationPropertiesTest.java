package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.belfry.tasks.internal.redis.NewTask.IdOrigin;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Random operations on groups by servers that crash, are slow, repeat calls whose reply was lost,
 * or are Go's. Whatever happens, each task is merged exactly once and nothing is left.
 */
class AggregationPropertiesTest extends RedisFixture {
  private static final int STEPS = 300;
  private static final List<String> GROUPS = List.of("g", "h", "with:colon");

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final List<GroupSet> inHand = new ArrayList<>();
  private final List<String> members = new ArrayList<>();

  @RepeatedTest(5)
  void randomOperations_eachTaskIsMergedOnce() throws Exception {
    for (int step = 0; step < STEPS; step++) {
      String group = GROUPS.get(random.nextInt(GROUPS.size()));
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> join(group);
        case 3, 4 -> stage(group);
        case 5, 6 -> takeOne(this::merge);
        case 7 -> takeOne(set -> broker.grouping().giveBack(set));
        case 8 -> takeOne(this::crash);
        default -> look();
      }
    }
    drain();

    assertThat(merged()).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(members);
    assertThat(raw.keys(KEYS.groupPrefix() + "*")).as("seed %s", seed).isEmpty();
    assertThat(raw.exists(KEYS.groups(), KEYS.aggregationSets())).as("seed %s", seed).isZero();
    assertThat(raw.keys(KEYS.taskPrefix() + "*")).hasSize((int) (long) raw.llen(KEYS.pending()));
  }

  private void join(String group) {
    String id = "m" + members.size();
    members.add(id);
    hset(id, "msg", message(id).group(group).build().encode());
    hset(id, "state", "aggregating");
    hset(id, "group", group);
    zadd(KEYS.group(group), second() - 10 - random.nextInt(100), id);
    raw.sadd(KEYS.groups(), bytes(group));
  }

  private void stage(String group) {
    GroupSet set = GroupSet.next(QUEUE, group);
    var limits =
        new GroupCheck.Limits(Duration.ofSeconds(1), Duration.ZERO, random.nextInt(4), 100);
    GroupCheck check = broker.grouping().stage(set, limits);
    if (random.nextBoolean()) {
      check = broker.grouping().stage(set, limits); // the first reply was lost
    }
    if (check instanceof GroupCheck.Staged) {
      inHand.add(set);
    }
  }

  private interface Step {
    void on(GroupSet set) throws Exception;
  }

  private void takeOne(Step step) throws Exception {
    if (!inHand.isEmpty()) {
      step.on(inHand.remove(random.nextInt(inHand.size())));
    }
  }

  private void merge(GroupSet set) throws Exception {
    List<TaskMessage> tasks = broker.grouping().members(set);
    if (random.nextInt(4) == 0) {
      abandon(set);
      look(); // others put it back while this server is busy with it
    }
    String ids = String.join(" ", tasks.stream().map(TaskMessage::id).toList());
    var message =
        TaskMessage.builder("merged", set.id(), QUEUE)
            .payload(ByteString.copyFromUtf8(ids))
            .build();
    var task = new NewTask(message, new NewTask.Now(), Duration.ZERO, IdOrigin.GENERATED);
    Replacement first = broker.grouping().replace(set, tasks, task);
    if (random.nextBoolean()) {
      assertThat(broker.grouping().replace(set, tasks, task)).isEqualTo(first);
    }
  }

  /** The server is gone, and at some time so is the set's deadline; Go may be the one to notice. */
  private void crash(GroupSet set) {
    abandon(set);
    if (random.nextBoolean()) {
      String key = KEYS.aggregationSet(set.group(), set.id());
      if (raw.zrem(KEYS.aggregationSets(), bytes(key)) == 1) {
        raw.zrangeWithScores(key, 0, -1)
            .forEach(
                entry -> raw.zadd(KEYS.group(set.group()), entry.getScore(), entry.getValue()));
        raw.del(key);
      }
    }
  }

  private void abandon(GroupSet set) {
    String key = KEYS.aggregationSet(set.group(), set.id());
    if (raw.zscore(KEYS.aggregationSets(), bytes(key)) != null) {
      zadd(KEYS.aggregationSets(), second() - 1, key);
    }
  }

  private void look() {
    broker.grouping().look(QUEUE, GroupLook.BEGIN, Duration.ZERO);
    if (random.nextInt(3) == 0) {
      broker.grouping().search(Set.of(QUEUE)).nextPortion();
    }
  }

  private void drain() throws Exception {
    while (!inHand.isEmpty()) {
      takeOne(this::merge);
    }
    broker.grouping().search(Set.of(QUEUE)).nextPortion();
    broker.grouping().look(QUEUE, GroupLook.BEGIN, Duration.ZERO);
    for (String group : GROUPS) {
      while (raw.exists(KEYS.group(group)) == 1) {
        stage(group);
        while (!inHand.isEmpty()) {
          takeOne(this::merge);
          broker.grouping().look(QUEUE, GroupLook.BEGIN, Duration.ZERO);
        }
      }
    }
  }

  private static List<String> merged() throws Exception {
    List<String> ids = new ArrayList<>();
    for (String id : list(KEYS.pending())) {
      ids.addAll(List.of(stored(id).payload().toStringUtf8().split(" ")));
    }
    return ids;
  }
}
