package dev.belfry.console.internal.v1;

import dev.belfry.console.ConsoleConf.KafkaClusterConf;
import dev.belfry.console.internal.live.Attention;
import dev.belfry.console.internal.live.Attention.Kind;
import dev.belfry.console.internal.live.Attention.Severity;
import dev.belfry.console.internal.web.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then at Kafka, one thread for each cluster, so that the overview never waits for
 * brokers. Thread-safe.
 */
public final class KafkaWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KafkaWatch.class);

  /** Each look asks the brokers about every group. */
  private static final Duration EVERY = Duration.ofSeconds(15);

  /** Less is what a burst leaves for a moment. */
  private static final long MUCH_LAG = 1_000;

  private final KafkaClusters clusters;
  private final MessagesApi messages;
  private final Map<String, List<Attention>> found = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  public KafkaWatch(KafkaClusters clusters, MessagesApi messages) {
    this.clusters = clusters;
    this.messages = messages;
  }

  /** Begins to look. */
  public void start() {
    for (KafkaClusterConf cluster : clusters.all()) {
      Thread.ofVirtual().name("console-kafka-" + cluster.name()).start(() -> watch(cluster));
    }
  }

  private void watch(KafkaClusterConf cluster) {
    Map<String, Long> lags = new HashMap<>();
    try {
      do {
        found.put(cluster.name(), look(cluster, lags));
      } while (!closed.await(EVERY.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Attention> look(KafkaClusterConf cluster, Map<String, Long> lags) {
    try {
      List<Attention> all = new ArrayList<>(deadLetters(cluster));
      all.addAll(lag(cluster, lags));
      return List.copyOf(all);
    } catch (Problem e) {
      return List.of(
          about(cluster, Kind.SERVICE_DOWN, "Kafka " + cluster.name(), 0, e.body().detail()));
    } catch (RuntimeException e) {
      if (closed.getCount() > 0) {
        log.warn("Cannot look at Kafka cluster {}", cluster.name(), e);
      }
      return List.of();
    }
  }

  private List<Attention> deadLetters(KafkaClusterConf cluster) {
    return messages.deadLetterTopics(cluster).stream()
        .filter(topic -> topic.messages() > 0)
        .map(topic ->
            about(
                cluster,
                Kind.DEAD_LETTERS,
                topic.topic(),
                topic.messages(),
                "messages that nobody could handle: send them again, or discard them"))
        .toList();
  }

  /** Groups that are far behind and do not catch up. */
  private List<Attention> lag(KafkaClusterConf cluster, Map<String, Long> before) {
    List<Attention> behind = new ArrayList<>();
    Map<String, Long> now = new HashMap<>();
    for (MessagesApi.Group group : messages.groups(cluster)) {
      long lag = group.lag() == null ? 0 : group.lag();
      now.put(group.group(), lag);
      if (lag >= MUCH_LAG && lag >= before.getOrDefault(group.group(), Long.MAX_VALUE)) {
        behind.add(
            about(
                cluster,
                Kind.CONSUMER_LAG,
                group.group(),
                lag,
                group.members() == 0
                    ? "the group has no members"
                    : "the group does not catch up; it has " + group.members() + " members"));
      }
    }
    before.clear();
    before.putAll(now);
    return behind;
  }

  private static Attention about(
      KafkaClusterConf cluster, Kind kind, String subject, long count, String detail) {
    boolean down = kind == Kind.SERVICE_DOWN;
    return new Attention(
        kind,
        down ? Severity.CRITICAL : Severity.WARNING,
        subject,
        null,
        cluster.name(),
        down ? null : count,
        null,
        detail);
  }

  /** What the last looks found. */
  public List<Attention> attention() {
    return clusters.all().stream()
        .flatMap(cluster -> found.getOrDefault(cluster.name(), List.of()).stream())
        .toList();
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
