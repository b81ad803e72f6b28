package dev.belfry.console.internal.v1;

import dev.belfry.console.ConsoleConf.KafkaClusterConf;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.kafka.DeadLetters;
import dev.belfry.kafka.KafkaException;
import dev.belfry.kafka.KafkaInspector;
import dev.belfry.kafka.TopicNames;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A dead-letter topic that a call is about. For one thread. */
final class LetterTopic {
  /** Less than the 30 s after which proxies and browsers give up. */
  private static final Duration LONGEST = Duration.ofSeconds(25);

  private final KafkaClusterConf cluster;
  private final KafkaInspector inspector;
  private final String name;

  private LetterTopic(KafkaClusterConf cluster, KafkaInspector inspector, String name) {
    this.cluster = cluster;
    this.inspector = inspector;
    this.name = name;
  }

  /** Only topics of dead letters, so that nobody reads or empties any other through here. */
  static LetterTopic of(KafkaClusters clusters, KafkaClusterConf conf, @Nullable String topic) {
    if (topic == null || topic.isEmpty()) {
      throw Problem.field("topic", "the topic is missing");
    }
    if (!TopicNames.standard().isDeadLetter(topic)) {
      throw Problem.of(404, "'" + topic + "' is no dead-letter topic; such names end in .dlt");
    }
    return new LetterTopic(conf, clusters.inspector(conf), topic);
  }

  String name() {
    return name;
  }

  /** How the audit log names it. */
  String target() {
    return cluster.name() + " " + name;
  }

  /** Refuses a topic that a call names and that does not exist. */
  void requireTarget(@Nullable String topic) throws Exception {
    if (topic != null && !bounded(() -> inspector.partitions(topic)).isPresent()) {
      throw Problem.field("to", "topic '" + topic + "' does not exist; create it first");
    }
  }

  /** Works on the letters, for no longer than a caller waits. */
  <T> T work(LetterWork<T> work) throws Exception {
    return bounded(() -> {
      if (inspector.partitions(name).isEmpty()) {
        throw Problem.of(404, "topic '" + name + "' does not exist");
      }
      return work.on(DeadLetters.of(cluster.connection(), name));
    });
  }

  /** Something that is done with letters. */
  @FunctionalInterface
  interface LetterWork<T> {
    /** Does it. */
    T on(DeadLetters letters) throws Exception;
  }

  private <T> T bounded(Callable<T> step) throws Exception {
    var task = new FutureTask<>(step);
    Thread.ofVirtual().name("console-dead-letters").start(task);
    try {
      return task.get(LONGEST.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw Problem.of(
          503,
          "the brokers of '%s' took longer than %d s; choose fewer letters, or try again"
              .formatted(cluster.name(), LONGEST.toSeconds()));
    } catch (ExecutionException e) {
      throw problem(e.getCause() instanceof Exception cause ? cause : e);
    }
  }

  private static Exception problem(Exception failure) {
    if (failure instanceof KafkaException kafka) {
      // Letters that cannot go where they are to go, other than brokers that do not answer.
      int status = kafka.getCause() instanceof IllegalStateException ? 409 : 503;
      return Problem.of(status, String.valueOf(kafka.getMessage()));
    }
    return failure;
  }
}
