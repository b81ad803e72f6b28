package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tasks leave the list of those that are active from wherever they are in it. */
class LeaveTest extends RedisFixture {
  private static final int TASKS = 300;

  @Test
  void tasksThatEndInAnyOrder_leaveTheOthersInTheirs() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    seedPending(IntStream.range(0, TASKS).mapToObj(i -> "t" + i).toArray(String[]::new));
    var active = new ArrayList<LeasedTask>();
    while (active.size() < TASKS) {
      active.addAll(broker.dequeue(QUEUE, 100, "server").tasks());
    }
    while (!active.isEmpty()) {
      List<LeasedTask> ending = pick(active, random);
      active.removeAll(ending);

      var acks = ending.stream().map(t -> new Ack.Done(t.lease(), t.message())).toList();
      assertThat(broker.acknowledge(QUEUE, acks)).containsOnly(Ack.Result.APPLIED);

      assertThat(list(KEYS.active()).reversed())
          .as("seed %s, oldest first", seed)
          .isEqualTo(active.stream().map(t -> t.message().id()).toList());
      assertThat(zset(KEYS.lease())).hasSameSizeAs(active);
    }
  }

  /** Some of the oldest, of the newest, or of all. */
  private static List<LeasedTask> pick(List<LeasedTask> active, Random random) {
    int many = 1 + random.nextInt(Math.min(20, active.size()));
    var candidates =
        switch (random.nextInt(3)) {
          case 0 -> active.subList(0, Math.min(2 * many, active.size()));
          case 1 -> active.subList(Math.max(0, active.size() - 2 * many), active.size());
          default -> active;
        };
    var shuffled = new ArrayList<>(candidates);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, many);
  }
}
