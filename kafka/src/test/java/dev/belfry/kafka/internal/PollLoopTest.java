package dev.belfry.kafka.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.kafka.ConsumerMode;
import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.StartFrom;
import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What a poll loop does when the brokers do what they hardly ever do. */
class PollLoopTest {
  private static final TopicPartition PARTITION = new TopicPartition("payments", 0);
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final QueueSettings SETTINGS =
      new QueueSettings(
          "payments",
          new QueueSettings.Position(
              KafkaConnection.to("127.0.0.1:1"),
              "order-mq",
              "payments",
              StartFrom.FIRST,
              ConsumerMode.KEY),
          new QueueSettings.Limits(8, 100, 1_000_000, 1, 1_000_000),
          new QueueSettings.Timing(Duration.ofMillis(10), LONG, LONG),
          Map.of());

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final Queue<Long> handled = new ConcurrentLinkedQueue<>();

  private PollLoop started(Processor processor) {
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.schedulePollTask(() -> consumer.rebalance(List.of(PARTITION)));
    var loop =
        new PollLoop(
            SETTINGS,
            new PollLoop.Parts(
                Source.of("payments"),
                consumer,
                processor,
                new PauseSwitch(),
                (partitions, answer) -> {},
                new SimpleMeterRegistry()),
            "poll-loop-test");
    loop.start();
    return loop;
  }

  private boolean handle(ConsumerRecord<byte[], byte[]> record) {
    return handled.add(record.offset());
  }

  private void arrive(long offset) {
    arrive(offset, 1);
  }

  private void arrive(long offset, int key) {
    consumer.addRecord(
        new ConsumerRecord<>("payments", 0, offset, new byte[] {(byte) key}, new byte[] {2}));
  }

  private static void stop(PollLoop loop) throws InterruptedException {
    loop.stop(Deadline.in(LONG));
    assertThat(loop.join(Deadline.in(LONG))).isTrue();
  }

  @Test
  void offsetsThatFallBack_areANewLifeOfThePartition() throws Exception {
    var committed = new ConcurrentLinkedQueue<OffsetAndMetadata>();
    var loop = started((record, patience) -> handle(record));
    consumer.schedulePollTask(() -> List.of(0L, 1L, 2L).forEach(this::arrive));
    await("the first life is handled").until(() -> handled.size() == 3);

    consumer.schedulePollTask(() -> {
      consumer.seek(PARTITION, 0);
      arrive(0);
    });

    await("the second life is handled").until(() -> handled.size() == 4);
    assertThat(loop.health()).isEqualTo(Health.up());
    await("and committed")
        .until(() -> {
          consumer.schedulePollTask(
              () -> committed.addAll(consumer.committed(Set.of(PARTITION)).values()));
          return committed.stream().anyMatch(place -> place.offset() == 1);
        });
    stop(loop);
    assertThat(handled).containsExactly(0L, 1L, 2L, 0L);
  }

  /** Else those that overtook it would come again. */
  @Test
  void attemptThatIsDueBetweenTheEndOfTheDrainAndThatOfTheStop_isWaitedFor() throws Exception {
    var hour = Duration.ofHours(1);
    var givenUp = new ConcurrentLinkedQueue<Long>();
    var loop =
        started((record, patience) -> {
          // The last quarter, 10 s at most, begins at 3,590 s; what has begun has half of it.
          if (!patience.await(hour.minusSeconds(record.offset() == 0 ? 7 : 3))) {
            givenUp.add(record.offset());
          }
          return false;
        });
    consumer.schedulePollTask(() -> {
      arrive(0, 1);
      arrive(1, 2);
    });
    await("both wait").until(() -> loop.inFlight() == 2);

    loop.stop(Deadline.in(hour));

    await("the later one is left to the next owner").until(() -> givenUp.contains(1L));
    assertThat(givenUp).containsExactly(1L);
    stop(loop);
  }

  @Test
  void pollsThatFail_areNotRepeatedInAHurryByAStop() throws Exception {
    var polls = new AtomicInteger();
    var loop = started((record, patience) -> patience.await(LONG) && handle(record));
    consumer.schedulePollTask(() -> arrive(0));
    await("the record is taken").until(() -> loop.inFlight() == 1);
    var failing =
        new Runnable() {
          @Override
          public void run() {
            polls.incrementAndGet();
            consumer.schedulePollTask(this);
            throw new KafkaException("no access");
          }
        };
    consumer.schedulePollTask(failing);
    await("polls fail").until(() -> polls.get() > 0);

    stop(loop);

    assertThat(polls).hasValueLessThan(20);
  }
}
