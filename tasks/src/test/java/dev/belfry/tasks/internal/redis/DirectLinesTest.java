package dev.belfry.tasks.internal.redis;

import static dev.belfry.tasks.TaskOption.queue;
import static dev.belfry.tasks.TaskOption.taskId;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.tasks.FlakyProxy;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskClient;
import dev.belfry.tasks.TaskIdConflictException;
import io.lettuce.core.RedisCommandExecutionException;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DirectLinesTest extends RedisFixture {
  private static final String MARK = KEYS.own("call:client");

  private long generation;

  private static Arguments plain(long call, String id) {
    return new Arguments().add(id).add("message").add("1700000000000000000").add(call);
  }

  private static @Nullable Object run(DirectLines lines, long call, String id) {
    return lines.run(Script.ENQUEUE_ONE, plain(call, id), KEYS.task(id), KEYS.pending(), MARK);
  }

  private DirectLines lines(RedisTarget to) {
    raw.scriptLoad(Script.ENQUEUE_ONE.text());
    return new DirectLines(to, () -> generation);
  }

  private static long connections() {
    return new String(raw.clientList().getBytes(UTF_8), UTF_8).lines().count();
  }

  @Test
  void call_isMadeByTheCallingThreadOnOneConnection() {
    try (var lines = lines(target)) {
      long before = connections();
      assertThat(IntStream.range(1, 20).mapToObj(n -> run(lines, n, "t" + n))).containsOnly(1L);
      assertThat(connections()).isEqualTo(before + 1);
    }
    assertThat(list(KEYS.pending())).hasSize(19);
  }

  @Test
  void sameCallAgain_takesEffectOnce() {
    try (var lines = lines(target)) {
      assertThat(run(lines, 7, "a")).isEqualTo(1L);
      raw.del(KEYS.task("a"), KEYS.pending()); // a is done before the call comes again
      var before = everything();
      assertThat(run(lines, 7, "a")).isEqualTo(1L);
      assertThat(run(lines, 6, "older")).isEqualTo(1L);
      assertThat(everything()).isEqualTo(before);
    }
  }

  @Test
  void recordInTheWay_isLeftToTheScriptThatJudges() {
    hset("a", "leftover", "of a crash");
    try (var lines = lines(target)) {
      var before = everything();
      assertThat(run(lines, 1, "a")).isEqualTo(0L);
      assertThat(everything()).isEqualTo(before);
    }
    try (var client = TaskClient.connect(target)) {
      client.enqueue(Task.of("T"), queue(QUEUE)); // registers the queue, samples the clock
      client.enqueue(Task.of("T"), queue(QUEUE), taskId("a"));
      assertThatThrownBy(() -> client.enqueue(Task.of("T"), queue(QUEUE), taskId("a")))
          .isInstanceOf(TaskIdConflictException.class);
    }
    assertThat(list(KEYS.pending())).hasSize(2).contains("a");
  }

  @Test
  void replyIsLost_theOtherWayFinishesAndTheTaskIsStoredOnce() throws Exception {
    try (var proxy = new FlakyProxy(target.nodes().getFirst().port());
        var client = TaskClient.connect(RedisTarget.parse(proxy.uri()))) {
      List<String> ids =
          IntStream.range(0, 40)
              .mapToObj(n -> {
                if (n % 10 == 5) {
                  proxy.loseReplyTo(KEYS.taskPrefix());
                }
                return client.enqueue(Task.of("T"), queue(QUEUE)).id();
              })
              .toList();
      assertThat(proxy.lost().getCount()).isZero();
      assertThat(list(KEYS.pending())).containsExactlyInAnyOrderElementsOf(ids);
    }
  }

  @Test
  void anotherGeneration_hasAnotherConnection() {
    try (var lines = lines(target)) {
      run(lines, 1, "a");
      var first = raw.clientList();
      generation++;
      assertThat(run(lines, 2, "b")).isEqualTo(1L);
      assertThat(raw.clientList()).isNotEqualTo(first);
      assertThat(raw.clientList().lines().count()).isEqualTo(first.lines().count());
    }
  }

  @Test
  void interruptedThread_takesTheOtherWayAndStaysInterrupted() {
    try (var lines = lines(target)) {
      Thread.currentThread().interrupt();
      assertThat(run(lines, 1, "a")).isNull();
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void redisIsGone_isTheOtherWaysBusiness() throws IOException {
    var gone = RedisTarget.parse("redis://127.0.0.1:1");
    try (var lines = lines(gone)) {
      assertThat(run(lines, 1, "a")).isNull();
    }
  }

  @Test
  void scriptThatRedisDoesNotKnow_takesTheOtherWay() {
    try (var lines = lines(target)) {
      raw.scriptFlush();
      assertThat(run(lines, 1, "a")).isNull();
    }
  }

  @Test
  void refusal_isTheCallersBusiness() {
    raw.set(KEYS.pending(), bytes("no list"));
    try (var lines = lines(target)) {
      assertThatThrownBy(() -> run(lines, 1, "a"))
          .isInstanceOf(RedisCommandExecutionException.class)
          .hasMessageContaining("WRONGTYPE");
      assertThat(lines.run(Script.ENQUEUE_ONE, plain(2, "b"), "b", "list", MARK)).isEqualTo(1L);
    }
  }

  @Test
  void passwordAndDatabase_areHonoured() throws Exception {
    try (var redis = EmbeddedRedis.builder().extraConfig("user u on >secret ~* +@all").build()) {
      redis.start();
      var login = "redis://u:secret@127.0.0.1:" + redis.port() + "/3";
      try (var broker = RedisBroker.connect(RedisTarget.parse(login));
          var client = TaskClient.connect(RedisTarget.parse(login))) {
        client.enqueue(Task.of("T"), queue(QUEUE));
        client.enqueue(Task.of("T"), queue(QUEUE));
        client.enqueue(Task.of("T"), queue(QUEUE));
        assertThat(broker.dequeue(QUEUE, 9, "server").tasks()).hasSize(3);
      }
      var wrong = RedisTarget.parse("redis://u:wrong@127.0.0.1:" + redis.port());
      try (var lines = lines(wrong)) {
        assertThat(run(lines, 1, "a")).isNull();
      }
    }
  }
}
