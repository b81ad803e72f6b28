package dev.belfry.kafka.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.kafka.TopicNames;
import dev.belfry.messaging.spi.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * The topics on which messages wait for another attempt, one for each length of the wait. A delay
 * is rounded up to such a step, so that all messages of a topic wait equally long and none is in
 * the way of another that is due before it. Thread-safe.
 */
final class RetryTopics {
  /** 1 KiB: a sentence. */
  private static final int MAX_REASON = 1024;

  private final SideTopics topics;
  private final List<Duration> steps;
  private final List<String> names;
  private final Set<String> existing = ConcurrentHashMap.newKeySet();

  RetryTopics(SideTopics topics, List<Duration> steps, List<String> names) {
    this.topics = topics;
    this.steps = steps;
    this.names = names;
  }

  /** The names of the topics of a group, one for each step. */
  static List<String> names(TopicNames names, String topic, String group, int steps) {
    var all = new ArrayList<String>();
    for (var step = 1; step <= steps; step++) {
      all.add(names.retry(topic, group, step));
    }
    return List.copyOf(all);
  }

  /** All that there may be. */
  List<String> names() {
    return names;
  }

  /** Those that are known to exist. Thread-safe, to be written to by who looks. */
  Set<String> existing() {
    return existing;
  }

  /** Returns when the brokers have the message on its retry topic; throws if they do not. */
  void publish(Delivery delivery, Verdict.Again again) throws InterruptedException {
    var step = step(again.delay());
    var delay = again.delay().compareTo(steps.get(step)) > 0 ? again.delay() : steps.get(step);
    var record = delivery.record();
    var retry = new ProducerRecord<byte[], byte[]>(names.get(step), record.key(), record.value());
    var headers = retry.headers();
    for (var header : record.headers()) {
      if (!Delivery.isOurs(header.key())) {
        headers.add(header);
      }
    }
    var origin = delivery.origin();
    put(headers, RetryHeaders.TOPIC, origin.topic());
    put(headers, RetryHeaders.PARTITION, "" + origin.partition());
    put(headers, RetryHeaders.OFFSET, "" + origin.offset());
    put(headers, RetryHeaders.TIMESTAMP, "" + origin.timestampMillis());
    put(headers, RetryHeaders.ATTEMPT, "" + again.nextAttempt());
    put(headers, RetryHeaders.DUE, "" + (System.currentTimeMillis() + delay.toMillis()));
    var reason = again.failure().reason();
    put(
        headers,
        RetryHeaders.REASON,
        reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON));
    topics.send(retry, Map.of());
    existing.add(retry.topic());
  }

  /** The index of the shortest step that is as long as the delay, or of the longest. */
  private int step(Duration delay) {
    for (var i = 0; i < steps.size(); i++) {
      if (delay.compareTo(steps.get(i)) <= 0) {
        return i;
      }
    }
    return steps.size() - 1;
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
