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
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final SamplingConf OFTEN =
      new SamplingConf(Duration.ofMillis(200), 1000, Duration.ofSeconds(1));

  private static final int ASKING = 6;

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

  @Test
  void snapshot_afterAChange_showsItToAllWhoAskAtOnce() throws Exception {
    try (var redis = EmbeddedRedis.create()) {
      redis.start();
      var target = RedisTarget.parse(redis.uri());
      try (var client = TaskClient.connect(target);
          var inspector = TaskInspector.connect(target);
          var threads = Executors.newFixedThreadPool(ASKING)) {
        client.enqueue(Task.of("T"));
        var sampler = new Sampler(inspector, OFTEN);
        for (int round = 0; round < 20; round++) {
          boolean paused = round % 2 == 0;
          if (paused) {
            inspector.pause("default");
          } else {
            inspector.resume("default");
          }
          sampler.changed();
          Callable<Boolean> look =
              () -> sampler.snapshot().queues().items().getFirst().paused() == paused;
          for (var seen : threads.invokeAll(Collections.nCopies(ASKING, look))) {
            assertThat(seen.get()).isTrue();
          }
        }
        sampler.stop();
      }
    }
  }

  private static boolean isDown(Snapshot snapshot) {
    return snapshot.overview().attention().stream()
        .anyMatch(each -> each.kind() == Kind.REDIS_DOWN);
  }
}
