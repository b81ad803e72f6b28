package dev.belfry.kafka.internal;

import java.time.Duration;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The retry topics of a group, as far as they exist, with records that wait until they are due.
 * Topics that this process creates are read at once, those of others some seconds later.
 */
final class RetrySource implements Source {
  /** 15 s: whoever creates a retry topic reads it; this is for the case that it dies then. */
  private static final long LOOK_NANOS = Duration.ofSeconds(15).toNanos();

  private final RetryTopics topics;
  private final Admin admin;
  private long next = System.nanoTime();

  RetrySource(RetryTopics topics, Admin admin) {
    this.topics = topics;
    this.admin = admin;
  }

  @Override
  public Set<String> topics() {
    var now = System.nanoTime();
    if (now - next >= 0) {
      next = now + LOOK_NANOS;
      admin
          .describeTopics(topics.names())
          .topicNameValues()
          .forEach((name, answer) -> {
            var unused =
                answer.whenComplete((found, failure) -> {
                  if (failure == null) {
                    topics.existing().add(name);
                  } else if (Causes.find(
                          failure, UnknownTopicOrPartitionException.class::isInstance)
                      .isPresent()) {
                    topics.existing().remove(name);
                  }
                });
          });
    }
    return Set.copyOf(topics.existing());
  }

  @Override
  public boolean delays() {
    return true;
  }

  @Override
  public long dueMillis(ConsumerRecord<byte[], byte[]> record) {
    return Delivery.retried(record).dueMillis();
  }
}
