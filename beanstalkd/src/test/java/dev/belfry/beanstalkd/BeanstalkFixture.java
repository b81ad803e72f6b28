package dev.belfry.beanstalkd;

import dev.belfry.conformance.AdapterFixture;
import dev.belfry.conformance.ConsumerSpec;
import dev.belfry.conformance.DeadLetter;
import dev.belfry.conformance.RunningConsumer;
import dev.belfry.messaging.Headers;
import dev.belfry.messaging.redis.RedisProcessedStore;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A tube on three servers. */
final class BeanstalkFixture implements AdapterFixture {
  private static final Duration LEASE = Duration.ofSeconds(2);

  private final Beanstalks beanstalks;
  private final List<BeanstalkNode> nodes;
  private final BeanstalkProducer producer;
  private final RedisProcessedStore store;
  private final List<BeanstalkQueue> running = new ArrayList<>();

  BeanstalkFixture(Beanstalks beanstalks) {
    this.beanstalks = beanstalks;
    nodes = beanstalks.tube();
    producer = BeanstalkProducer.builder(nodes).build();
    store = beanstalks.store();
  }

  @Override
  public void send(String key, byte[] value, Headers headers) {
    var unused = producer.delay(Duration.ZERO, value);
  }

  @Override
  public RunningConsumer consume(ConsumerSpec spec) {
    // Each process has a connection of its own, which a crash takes along.
    var ownStore = beanstalks.store();
    var builder =
        BeanstalkQueue.builder(nodes, ownStore, spec.handler())
            .retries(spec.retries())
            .parallelism(spec.parallelism())
            .lease(LEASE);
    spec.middlewares().forEach(builder::use);
    var queue = builder.build();
    queue.start();
    running.add(queue);
    return new RunningConsumer() {
      @Override
      public void stop(Duration within) throws Exception {
        running.remove(queue);
        queue.stop(Deadline.in(within));
        ownStore.close();
      }

      @Override
      public void crash() {
        running.remove(queue);
        ownStore.close();
        queue.abandon();
      }
    };
  }

  @Override
  public boolean allAcknowledged() {
    return Beanstalks.isDrained(nodes);
  }

  @Override
  public List<DeadLetter> deadLetters() {
    try (var letters = BeanstalkDeadLetters.of(nodes, store)) {
      return letters.oldest().stream()
          .map(letter -> new DeadLetter(letter.message().text(), letter.causes()))
          .toList();
    }
  }

  @Override
  public void close() throws Exception {
    for (var queue : running) {
      queue.stop(Deadline.in(Duration.ofSeconds(2)));
    }
    producer.stop(Deadline.in(Duration.ZERO));
    store.close();
  }
}
