package dev.belfry.tasks.internal.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.belfry.tasks.QueueOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QueuePickerTest {
  private static final Map<String, Integer> QUEUES = Map.of("critical", 6, "default", 3, "low", 1);
  private static final int DRAWS = 20_000;

  @Test
  void next_weighted_drawsEachQueueByItsShare() {
    long seed = new Random().nextLong();
    QueuePicker picker = new QueuePicker(QUEUES, QueueOrder.WEIGHTED, new Random(seed));
    Map<String, Integer> first = new HashMap<>();
    int secondAfterCritical = 0;

    for (int i = 0; i < DRAWS; i++) {
      List<String> order = picker.next();
      assertThat(order).containsExactlyInAnyOrder("critical", "default", "low");
      first.merge(order.get(0), 1, Integer::sum);
      if (order.get(0).equals("critical") && order.get(1).equals("default")) {
        secondAfterCritical++;
      }
    }

    String what = "seed " + seed;
    assertThat(share(first, "critical")).as(what).isCloseTo(0.6, within(0.02));
    assertThat(share(first, "default")).as(what).isCloseTo(0.3, within(0.02));
    assertThat(share(first, "low")).as(what).isCloseTo(0.1, within(0.02));
    // Without replacement: of what is left, 3 of 4.
    assertThat((double) secondAfterCritical / DRAWS).as(what).isCloseTo(0.6 * 0.75, within(0.02));
  }

  @Test
  void next_strict_goesByPriorityAndThenByName() {
    Map<String, Integer> queues = Map.of("b", 2, "a", 2, "top", 9);
    QueuePicker picker = new QueuePicker(queues, QueueOrder.STRICT, new Random(1));

    assertThat(picker.next()).containsExactly("top", "a", "b");
  }

  private static double share(Map<String, Integer> first, String queue) {
    return (double) first.getOrDefault(queue, 0) / DRAWS;
  }
}
