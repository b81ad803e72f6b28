package dev.belfry.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What tools that watch and act keep asking for. */
class QueueSamplesTest {
  private static final EmbeddedRedis redis = EmbeddedRedis.create();
  private static TaskClient client;
  private static TaskInspector inspector;

  @BeforeAll
  static void start() {
    redis.start();
    RedisTarget target = RedisTarget.parse(redis.uri());
    client = TaskClient.connect(target);
    inspector = TaskInspector.connect(target);
  }

  @AfterAll
  static void stop() {
    client.close();
    inspector.close();
    redis.close();
  }

  @Test
  void sample_queuesInSeveralStates_saysWhatEachQueueSays() {
    client.enqueue(Task.of("a"), TaskOption.queue("one"));
    client.enqueue(
        Task.of("a"), TaskOption.queue("one"), TaskOption.processIn(Duration.ofHours(1)));
    client.enqueue(Task.of("a"), TaskOption.queue("two / 中"), TaskOption.group("g"));
    inspector.pause("two / 中");

    QueueSamples samples = inspector.sample();

    assertThat(samples.queues()).extracting(QueueSample::queue).containsExactly("one", "two / 中");
    for (QueueSample sample : samples.queues()) {
      QueueInfo info = inspector.queue(sample.queue());
      assertThat(sample.counts()).isEqualTo(info.counts());
      assertThat(sample.size()).isEqualTo(info.size());
      assertThat(sample.pausedSince()).isEqualTo(info.pausedSince());
      assertThat(sample.total()).isEqualTo(info.total());
      assertThat(sample.groups()).isEqualTo(info.groups().number());
    }
    assertThat(samples.commands()).isPositive();
  }

  @Test
  void map_fullOne_takesNoMore() {
    ToolStore tools = inspector.tools();
    tools.put("views", "a", "1", 2);
    tools.put("views", "b", "2", 2);

    assertThatThrownBy(() -> tools.put("views", "c", "3", 2))
        .isInstanceOf(IllegalStateException.class);
    tools.put("views", "b", "4", 2);

    assertThat(tools.map("views")).isEqualTo(Map.of("a", "1", "b", "4"));
    assertThat(tools.remove("views", "a")).isTrue();
    assertThat(tools.remove("views", "a")).isFalse();
  }

  @Test
  void log_readInParts_comesNewestFirst() {
    ToolStore tools = inspector.tools();
    String first = tools.append("audit", Map.of("n", "1"), 100);
    String second = tools.append("audit", Map.of("n", "2"), 100);

    assertThat(tools.log("audit", "", 10)).containsOnlyKeys(first, second);
    assertThat(tools.log("audit", "", 1)).isEqualTo(Map.of(second, Map.of("n", "2")));
    assertThat(tools.log("audit", second, 10)).isEqualTo(Map.of(first, Map.of("n", "1")));
    assertThatThrownBy(() -> tools.log("audit", "x", 10))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(inspector.doctor().examine().findings()).isEmpty();
  }
}
