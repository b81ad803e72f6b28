package dev.belfry.console.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.console.ConsoleConf.SamplingConf;
import dev.belfry.console.internal.live.Attention.Kind;
import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskInspector;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingDeque;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final SamplingConf OFTEN =
      new SamplingConf(Duration.ofMillis(200), 1000, Duration.ofSeconds(1));

  @Test
  void sample_redisIsGone_whoWatchesKeepsTheLastNumbersAndIsToldWhy() throws Exception {
    try (var redis = EmbeddedRedis.create()) {
      redis.start();
      var target = RedisTarget.builder(redis.uri()).commandTimeout(Duration.ofSeconds(1)).build();
      try (var client = TaskClient.connect(target);
          var inspector = TaskInspector.connect(target)) {
        client.enqueue(Task.of("T"));
        var sampler = new Sampler(inspector, OFTEN);
        var seen = new LinkedBlockingDeque<Snapshot>();
        try (var listening = sampler.listen(seen::add)) {
          assertThat(listening).isNotNull();
          sampler.start();
          await().until(() -> !seen.isEmpty());
          redis.kill();
          await()
              .atMost(Duration.ofSeconds(30))
              .until(() -> isDown(seen.getLast()) && !sampler.trouble().isEmpty());
        }
        sampler.stop();
        Overview last = seen.getLast().overview();
        assertThat(last.totals().tasks()).isEqualTo(1);
        assertThat(last.attention().stream().filter(each -> each.kind() == Kind.REDIS_DOWN))
            .hasSize(1);
      }
    }
  }

  private static boolean isDown(Snapshot snapshot) {
    return snapshot.overview().attention().stream()
        .anyMatch(each -> each.kind() == Kind.REDIS_DOWN);
  }
}
