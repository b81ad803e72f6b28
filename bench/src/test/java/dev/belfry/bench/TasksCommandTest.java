package dev.belfry.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.service.codec.JsonCodec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TasksCommandTest {
  private final EmbeddedRedis redis = EmbeddedRedis.create();
  private final StringWriter out = new StringWriter();

  @BeforeEach
  void startRedis() {
    redis.start();
  }

  @AfterEach
  void stopRedis() {
    redis.close();
  }

  @Test
  void json_isOneObjectWithAllFigures() {
    var figures = measure("--scenario", "enqueue,drain,pickup,idle");

    assertThat(figures)
        .containsKeys(
            "machine",
            "runtime",
            "redis",
            "enqueuePerSecond1",
            "enqueuePerSecond4",
            "enqueuePerSecondBatch",
            "drainPerSecond",
            "redisCpuMicrosPerEnqueue1",
            "redisCpuMicrosPerDrain",
            "redisCpuMicrosPerTask",
            "memoryBytesPerTask",
            "pickupMsP50",
            "pickupMsP99",
            "idleCommandsPerSecond")
        .containsEntry("lost", 0)
        .containsEntry("duplicated", 0);
  }

  @Test
  void redisWithOtherData_keepsThemAndNothingElse() {
    try (var raw = RawRedis.connect(redis)) {
      raw.commands().set("asynq:{bench-1}:pending", "somebody else's");

      measure("--scenario", "enqueue,drain");

      assertThat(raw.commands().keys("*")).containsExactly("asynq:{bench-1}:pending");
    }
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> measure(String... more) {
    var line =
        new CommandLine(new BenchCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(new StringWriter()));
    String[] few = {
      "tasks",
      "--json",
      "--redis",
      redis.uri(),
      "--n",
      "40",
      "--warm-up",
      "0",
      "--producers",
      "4",
      "--batch",
      "10",
      "--pickups",
      "3",
      "--pickup-gap",
      "1ms",
      "--delayed",
      "5",
      "--idle",
      "10ms",
      "--waiting",
      "20"
    };
    String[] call = java.util.Arrays.copyOf(few, few.length + more.length);
    System.arraycopy(more, 0, call, few.length, more.length);

    assertThat(line.execute(call)).isZero();

    return JsonCodec.create().decode(out.toString().getBytes(StandardCharsets.UTF_8), Map.class);
  }
}
