package dev.belfry.beanstalkd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.Message;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Delayed jobs on three servers, one of which is killed for good in the middle: all run, each once.
 * {@code -Dbelfry.delayed.jobs=10000} makes it larger.
 */
class LostNodeTest {
  private static final int JOBS = Integer.getInteger("belfry.delayed.jobs", 1_000);
  private static final int SENDERS = 16;
  private static final Duration LONG = Duration.ofMinutes(3);

  private final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();
  private final AtomicInteger early = new AtomicInteger();

  @Test
  void everyJob_runsOnceAlthoughAServerIsLost() throws Exception {
    try (var beanstalks = new Beanstalks();
        var first = beanstalks.store();
        var second = beanstalks.store()) {
      var nodes = beanstalks.tube();
      var third = new CountDownLatch(JOBS / 3);
      // Two consumers of one group, as two processes would be.
      var queues = new ArrayList<BeanstalkQueue>();
      for (var store : List.of(first, second)) {
        var queue =
            BeanstalkQueue.builder(nodes, store, message -> run(message, third))
                .retries(RetryPlan.none())
                .build();
        queue.start();
        queues.add(queue);
      }
      var begun = System.nanoTime();
      send(nodes);
      var sent = System.nanoTime();

      third.await();
      beanstalks.servers().get(1).kill();

      await().atMost(LONG).until(() -> runs.size() == JOBS);
      var done = System.nanoTime();
      var left = List.of(nodes.get(0), nodes.get(2));
      await().atMost(LONG).until(() -> Beanstalks.isDrained(left));
      for (var queue : queues) {
        queue.stop(Deadline.in(Duration.ofSeconds(5)));
      }
      System.out.printf(
          "%d jobs sent in %d ms, all run %d ms later%n",
          JOBS, (sent - begun) / 1_000_000, (done - sent) / 1_000_000);
      assertThat(runs).hasSize(JOBS).allSatisfy((job, times) -> assertThat(times).hasValue(1));
      assertThat(early).hasValue(0);
    }
  }

  private Outcome run(Message message, CountDownLatch third) {
    if (Instant.now().isBefore(message.timestamp())) {
      early.incrementAndGet();
    }
    runs.computeIfAbsent(message.text(), job -> new AtomicInteger()).incrementAndGet();
    third.countDown();
    return Outcome.done();
  }

  private static void send(List<BeanstalkNode> nodes) throws Exception {
    var producer = BeanstalkProducer.builder(nodes).build();
    var failures = new ConcurrentLinkedQueue<RuntimeException>();
    var permits = new Semaphore(SENDERS);
    try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < JOBS; i++) {
        var job = "job-" + i;
        var delay = Duration.ofMillis(500 + i % 3_000);
        permits.acquire();
        senders.execute(() -> {
          try {
            producer.delay(delay, job);
          } catch (RuntimeException e) {
            failures.add(e);
          } finally {
            permits.release();
          }
        });
      }
    }
    producer.stop(Deadline.in(Duration.ZERO));
    assertThat(failures).isEmpty();
  }
}
