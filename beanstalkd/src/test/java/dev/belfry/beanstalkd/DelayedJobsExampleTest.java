package dev.belfry.beanstalkd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.messaging.redis.RedisProcessedStore;
import dev.belfry.service.Deadline;
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

  BeanstalkProducer producer(List<BeanstalkNode> nodes, RedisProcessedStore store) {
    return BeanstalkProducer.builder(nodes).store(store).build(); // the queue's store, for revoke
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
      var producer = producer(nodes, store);
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
