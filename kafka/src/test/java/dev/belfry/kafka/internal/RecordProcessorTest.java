package dev.belfry.kafka.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.kafka.ConsumerMode;
import dev.belfry.kafka.KafkaConnection;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.messaging.spi.Attempts;
import dev.belfry.messaging.spi.Observation;
import dev.belfry.service.Deadline;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RecordProcessorTest {
  private final Queue<Long> handled = new ConcurrentLinkedQueue<>();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  private PartitionWork work(MessageHandler handler, int parallelism) {
    var connection = KafkaConnection.to("127.0.0.1:1");
    var topics = new SideTopics(connection, "t", "record-processor-test");
    var processor =
        new RecordProcessor(
            Delivery::first,
            new Attempts(
                handler,
                RetryPlan.none(),
                new Observation("kafka", "g", new SimpleMeterRegistry(), OpenTelemetry.noop())),
            new RecordProcessor.Unfinished(
                new RetryTopics(topics, List.of(Duration.ofSeconds(1)), List.of("t.g.retry.1")),
                new DeadLetterTopic(topics, "t.g.dlt", "g")),
            Integer.MAX_VALUE);
    return new PartitionWork(
        processor,
        ConsumerMode.KEY,
        new InFlight(100, 1_000_000),
        new Crew(parallelism, "crew"),
        "record-processor-test");
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset) {
    return new ConsumerRecord<>("t", 0, offset, ("key-" + offset).getBytes(UTF_8), new byte[0]);
  }

  @Test
  void recordsThatWaitForAPermit_doNotBeginWhenThePartitionGoes() throws Exception {
    var work =
        work(
            message -> {
              entered.countDown();
              release.await();
              handled.add(message.offset());
              return Outcome.done();
            },
            1);
    work.accept(List.of(record(0)));
    entered.await();
    work.accept(List.of(record(1)));
    work.accept(List.of(record(2)));

    work.finishRunning(Deadline.in(Duration.ofSeconds(10)));
    release.countDown();

    assertThat(work.awaitIdle(Deadline.in(Duration.ofSeconds(10)))).isTrue();
    assertThat(handled).containsExactly(0L);
    assertThat(work.committable()).hasValue(1);
  }
}
