package dev.belfry.beanstalkd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.messaging.redis.RedisProcessedStore;
import dev.belfry.service.Deadline;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** The example of docs/messaging.md. */
class DelayedJobsExampleTest {
  private final Queue<String> closed = new ConcurrentLinkedQueue<>();

  // snippet
  record CloseOrder(String sn) {}

  BeanstalkQueue queue(List<BeanstalkNode> nodes, RedisProcessedStore store) {
    return BeanstalkQueue.builder(
            nodes,
            store,
            MessageHandler.of(CloseOrder.class, (close, job) -> closed.add(close.sn())))
        .retries(RetryPlan.fixed(Duration.ofSeconds(5), 10))
        .build();
  }

  BeanstalkQueue tuned(BeanstalkQueue.Builder queue, MeterRegistry meters, OpenTelemetry traces) {
    return queue
        .name("closing")
        .use(next -> job -> next.handle(job)) // around each attempt
        .parallelism(32)
        .lease(Duration.ofSeconds(10)) // so long the job of a dead process waits
        .retention(Duration.ofDays(3)) // a server may come back that late with its copies
        .burialRetention(Duration.ofDays(90))
        .expireAfter(Duration.ofHours(6)) // later than that, nobody wants it
        .meters(meters)
        .openTelemetry(traces)
        .build();
  }

  BeanstalkProducer producer(
      List<BeanstalkNode> nodes,
      RedisProcessedStore store,
      MeterRegistry meters,
      OpenTelemetry traces) {
    return BeanstalkProducer.builder(nodes)
        .store(store) // that of the queue, so that a revoked job never runs
        .name("closing")
        .meters(meters)
        .openTelemetry(traces)
        .build();
  }

  String closeLater(BeanstalkProducer producer, String sn, Duration delay) {
    return producer.delay(delay, "{\"sn\": \"" + sn + "\"}"); // returns when two servers have it
  }

  void paid(BeanstalkProducer producer, String ids) {
    producer.revoke(ids);
  }

  // end

  @Test
  void example_works() throws Exception {
    try (var beanstalks = new Beanstalks();
        var store = beanstalks.store()) {
      var nodes = beanstalks.tube();
      var meters = new SimpleMeterRegistry();
      var producer = producer(nodes, store, meters, OpenTelemetry.noop());
      var tuned = BeanstalkQueue.builder(nodes, store, any -> Outcome.done());
      assertThat(tuned(tuned, meters, OpenTelemetry.noop()).name()).isEqualTo("closing");
      var queue = queue(nodes, store);
      queue.start();

      var unpaid = closeLater(producer, "HSO1", Duration.ofSeconds(1));
      paid(producer, closeLater(producer, "HSO2", Duration.ofSeconds(1)));

      assertThat(unpaid.split(",")).hasSize(3);
      await().atMost(Duration.ofSeconds(20)).until(() -> Beanstalks.isDrained(nodes));
      assertThat(closed).containsExactly("HSO1");
      queue.stop(Deadline.in(Duration.ofSeconds(5)));
      producer.stop(Deadline.in(Duration.ofSeconds(5)));
    }
  }
}
