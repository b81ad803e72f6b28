package dev.belfry.kafka.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.kafka.ConsumerMode;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What tests of the work on a partition need. */
abstract class OnPartitionWork {
  static final Duration LONG = Duration.ofSeconds(10);

  final InFlight inFlight = new InFlight(1_000, 1_000_000);
  final Queue<Long> done = new ConcurrentLinkedQueue<>();

  PartitionWork work(ConsumerMode order, Processor processor) {
    return new PartitionWork(processor, order, inFlight, new Crew(100, "crew"), "lane");
  }

  static ConsumerRecord<byte[], byte[]> record(long offset, @Nullable String key) {
    return new ConsumerRecord<>(
        "topic", 0, offset, key == null ? null : key.getBytes(UTF_8), new byte[] {1});
  }

  static List<ConsumerRecord<byte[], byte[]>> batch(long from, int records) {
    return LongStream.range(from, from + records)
        .mapToObj(offset -> record(offset, "key-" + offset % 10))
        .toList();
  }

  /** Lets the work see that its records are quick; returns the next offset. */
  long workedQuickly(PartitionWork work) {
    var next = new AtomicLong();
    await("the records are seen to be quick")
        .until(() -> {
          work.accept(batch(next.getAndAdd(400), 400));
          assertThat(work.awaitIdle(Deadline.in(LONG))).isTrue();
          return work.pace.isQuick();
        });
    done.clear();
    return next.get();
  }

  static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
