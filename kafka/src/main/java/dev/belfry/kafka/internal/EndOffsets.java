package dev.belfry.kafka.internal;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Tells how far partitions go, without waiting. Thread-safe. */
@FunctionalInterface
interface EndOffsets {

  /** Gives the ends to {@code answer} on some thread, or never. */
  void ask(Collection<TopicPartition> partitions, Consumer<Map<TopicPartition, Long>> answer);

  /**
   * Asks through a client of its own: on a consumer's connection the question would wait behind its
   * fetches.
   */
  static EndOffsets of(Admin admin) {
    return (partitions, answer) -> {
      var request = new HashMap<TopicPartition, OffsetSpec>();
      partitions.forEach(partition -> request.put(partition, OffsetSpec.latest()));
      var options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
      var unused =
          admin
              .listOffsets(request, options)
              .all()
              .whenComplete((ends, failure) -> {
                if (failure == null) {
                  var offsets = new HashMap<TopicPartition, Long>();
                  ends.forEach((partition, end) -> offsets.put(partition, end.offset()));
                  answer.accept(offsets);
                }
              });
    };
  }
}
