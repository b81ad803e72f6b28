package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.QueueOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Says in which order to look into the queues. For one thread. */
final class QueuePicker {
  private final List<Map.Entry<String, Integer>> queues;
  private final List<String> strict;
  private final QueueOrder order;
  private final RandomGenerator random;

  QueuePicker(Map<String, Integer> priorities, QueueOrder order, RandomGenerator random) {
    this.queues =
        priorities.entrySet().stream()
            .map(queue -> Map.entry(queue.getKey(), queue.getValue()))
            .sorted(
                Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    this.strict = queues.stream().map(Map.Entry::getKey).toList();
    this.order = order;
    this.random = random;
  }

  /** The queues for one fetch, the first to be looked into first. */
  List<String> next() {
    if (order == QueueOrder.STRICT || queues.size() == 1) {
      return strict;
    }
    return sample();
  }

  /** Draws one queue after the other, each time in proportion to the priorities that are left. */
  private List<String> sample() {
    List<Map.Entry<String, Integer>> left = new ArrayList<>(queues);
    List<String> drawn = new ArrayList<>(left.size());
    long total = left.stream().mapToLong(Map.Entry::getValue).sum();
    while (!left.isEmpty()) {
      long ticket = random.nextLong(total);
      int index = 0;
      while (ticket >= left.get(index).getValue()) {
        ticket -= left.get(index).getValue();
        index++;
      }
      Map.Entry<String, Integer> queue = left.remove(index);
      total -= queue.getValue();
      drawn.add(queue.getKey());
    }
    return drawn;
  }
}
