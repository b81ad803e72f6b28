package dev.belfry.kafka.internal;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records in a row, kept as the lists in which they came. Not thread-safe. */
final class RecordQueue {
  private final ArrayDeque<List<ConsumerRecord<byte[], byte[]>>> lists = new ArrayDeque<>();

  boolean isEmpty() {
    return lists.isEmpty();
  }

  /** Adds to the end; the list must not change any more. */
  void addLast(List<ConsumerRecord<byte[], byte[]>> records) {
    if (!records.isEmpty()) {
      lists.addLast(records);
    }
  }

  /** Adds, in their order, before all others; the list must not change any more. */
  void addFirst(List<ConsumerRecord<byte[], byte[]>> records) {
    if (!records.isEmpty()) {
      lists.addFirst(records);
    }
  }

  /** Takes so many from the front, or less, but at least one if there are any. */
  List<ConsumerRecord<byte[], byte[]>> take(int most) {
    if (lists.isEmpty()) {
      return List.of();
    }
    var first = lists.removeFirst();
    if (first.size() <= most) {
      return first;
    }
    lists.addFirst(first.subList(most, first.size()));
    return first.subList(0, most);
  }

  /** Takes out, in their order, those that meet a condition. */
  List<ConsumerRecord<byte[], byte[]>> takeIf(Predicate<ConsumerRecord<byte[], byte[]>> condition) {
    var taken = stream().filter(condition).toList();
    for (var left = lists.size(); left > 0; left--) {
      addLast(lists.removeFirst().stream().filter(condition.negate()).toList());
    }
    return taken;
  }

  Stream<ConsumerRecord<byte[], byte[]>> stream() {
    return lists.stream().flatMap(List::stream);
  }
}
