package dev.belfry.console.internal.v1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.console.ConsoleConf.SamplingConf;
import dev.belfry.console.internal.live.Sampler;
import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskStoreException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BroadcastTest {
  private static final SamplingConf SELDOM =
      new SamplingConf(Duration.ofMinutes(1), 1000, Duration.ofMinutes(1));

  private EmbeddedRedis redis;
  private TaskInspector inspector;
  private Broadcast broadcast;

  @BeforeEach
  void connect() throws Exception {
    redis = EmbeddedRedis.create();
    redis.start();
    inspector =
        TaskInspector.connect(
            RedisTarget.builder(redis.uri()).commandTimeout(Duration.ofSeconds(1)).build());
    broadcast = new Broadcast(new Sampler(inspector, SELDOM));
  }

  @AfterEach
  void close() {
    inspector.close();
    redis.close();
  }

  @Test
  void subscribe_whileRedisIsGone_isRefusedAndLeavesNothingBehind() throws Exception {
    redis.kill();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> broadcast.subscribe(Set.of("overview")))
          .isInstanceOf(TaskStoreException.class);
    }
    assertThat(broadcast.viewers()).isZero();
  }

  @Test
  void subscribe_beginsWithTheNewestOfEachTopic_andTellsNobodyElse() throws Exception {
    broadcast.tell("doctor", "old");
    broadcast.tell("doctor", "new");
    try (var first = broadcast.subscribe(Set.of("doctor", "overview"))) {
      assertThat(text(first)).contains("event: doctor").contains("new");
      assertThat(text(first)).contains("event: overview");
      try (var second = broadcast.subscribe(Set.of("queues"))) {
        assertThat(text(second)).contains("event: queues");
        assertThat(text(first)).isEqualTo(":\n\n");
      }
      assertThat(broadcast.viewers()).isOne();
    }
    assertThat(broadcast.viewers()).isZero();
  }

  @Test
  void slowViewer_getsTheNewestOfATopicOnly() throws Exception {
    try (var slow = broadcast.subscribe(Set.of("job"))) {
      for (int i = 0; i < 1000; i++) {
        broadcast.tell("job", i);
      }
      assertThat(text(slow)).contains("data: 999");
      assertThat(text(slow)).isEqualTo(":\n\n");
    }
  }

  private static String text(Broadcast.Subscription viewer) throws Exception {
    var out = new ByteArrayOutputStream();
    viewer.next(Duration.ofMillis(1)).writeTo(out);
    return out.toString(UTF_8);
  }
}
