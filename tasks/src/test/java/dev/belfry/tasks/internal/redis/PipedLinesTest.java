package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.tasks.FlakyProxy;
import dev.belfry.tasks.RedisTarget;
import io.lettuce.core.RedisCommandExecutionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PipedLinesTest extends RedisFixture {
  private static final String MARK = KEYS.own("call:client");

  private long generation;

  private static @Nullable CompletableFuture<@Nullable Object> run(
      PipedLines lines, long call, String id) {
    var arguments = new Arguments().add(id).add("message").add("1700000000000000000").add(call);
    return lines.run(Script.ENQUEUE_ONE, arguments, KEYS.task(id), KEYS.pending(), MARK);
  }

  /** Makes calls until one goes this way. */
  private static CompletableFuture<@Nullable Object> runOnceOpen(
      PipedLines lines, long call, String id) {
    return await().until(() -> run(lines, call, id), reply -> reply != null);
  }

  private static boolean isFinal(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause != null && PlainSocket.isFinal(cause);
  }

  private PipedLines lines() {
    raw.scriptLoad(Script.ENQUEUE_ONE.text());
    return new PipedLines(target, () -> generation);
  }

  @Test
  void manyCallsAtATime_eachGetsItsReply() throws Exception {
    raw.scriptLoad(Script.EXCHANGE.text());
    try (var lines = lines()) {
      assertThat(run(lines, 1, "t1")).isNull(); // nobody waits for the connection
      runOnceOpen(lines, 1, "t1").get(10, TimeUnit.SECONDS);
      var replies =
          IntStream.range(2, 100).parallel().mapToObj(n -> run(lines, 100 - n, "t" + n)).toList();
      for (var reply : replies) {
        assertThat(reply == null ? null : reply.get(10, TimeUnit.SECONDS)).isEqualTo(1L);
      }
    }
  }

  @Test
  void refusal_isToldAndTheNextCallGoesOn() throws Exception {
    try (var lines = lines()) {
      raw.set(KEYS.pending(), bytes("no list"));
      var refused = runOnceOpen(lines, 1, "a");
      assertThatThrownBy(() -> refused.get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(RedisCommandExecutionException.class)
          .hasMessageContaining("WRONGTYPE")
          .satisfies(e -> assertThat(isFinal(e)).isTrue());
      raw.del(KEYS.pending());
      assertThat(runOnceOpen(lines, 2, "b").get(10, TimeUnit.SECONDS)).isEqualTo(1L);
    }
  }

  @Test
  void scriptThatRedisDoesNotKnow_goesTheOtherWay() {
    try (var lines = lines()) {
      raw.scriptFlush();
      assertThatThrownBy(() -> runOnceOpen(lines, 1, "a").get(10, TimeUnit.SECONDS))
          .satisfies(e -> assertThat(isFinal(e)).isFalse());
    }
  }

  @Test
  void connectionIsCut_callsUnderWayFailAndOthersGoTheOtherWayUntilThereIsAnother()
      throws Exception {
    try (var proxy = new FlakyProxy(target.nodes().getFirst().port());
        var lines = new PipedLines(RedisTarget.parse(proxy.uri()), () -> generation)) {
      raw.scriptLoad(Script.ENQUEUE_ONE.text());
      runOnceOpen(lines, 1, "a").get(10, TimeUnit.SECONDS);
      proxy.loseReplyTo(KEYS.task("b"));
      var lost = runOnceOpen(lines, 2, "b");
      assertThatThrownBy(() -> lost.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(IOException.class)
          .satisfies(e -> assertThat(isFinal(e)).isFalse());
      assertThat(runOnceOpen(lines, 3, "c").get(10, TimeUnit.SECONDS)).isEqualTo(1L);
    }
  }

  @Test
  void anotherGeneration_hasAnotherConnection() throws Exception {
    try (var lines = lines()) {
      runOnceOpen(lines, 1, "a").get(10, TimeUnit.SECONDS);
      generation++;
      assertThat(run(lines, 2, "b")).isNull();
      assertThat(runOnceOpen(lines, 2, "b").get(10, TimeUnit.SECONDS)).isEqualTo(1L);
    }
  }

  @Test
  void closed_takesNothing() throws Exception {
    var lines = lines();
    runOnceOpen(lines, 1, "a").get(10, TimeUnit.SECONDS);
    lines.close();
    assertThat(run(lines, 2, "b")).isNull();
  }

  @Test
  void exchangesWhoseRepliesAreLost_loseNoTaskAndTakeNoneTwice() throws Exception {
    var ids = IntStream.range(0, 60).mapToObj(n -> "t" + n).toList();
    seedPending(ids.toArray(String[]::new));
    try (var proxy = new FlakyProxy(target.nodes().getFirst().port());
        var own = RedisBroker.connect(RedisTarget.parse(proxy.uri()))) {
      List<LeasedTask> taken = new ArrayList<>();
      List<String> seen = new ArrayList<>();
      while (seen.size() < ids.size()) {
        if (seen.size() % 15 == 5) {
          proxy.loseReplyTo(KEYS.taskPrefix());
        }
        var done = taken.stream().map(t -> new Ack.Done(t.lease(), t.message())).toList();
        var exchange =
            own.exchange(QUEUE, done, 5, new Taker("server", Taker.Waits.UNTOLD))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        if (!exchange.unsettled().isEmpty()) {
          assertThat(own.acknowledge(QUEUE, exchange.unsettled())).doesNotContain(Ack.Result.LOST);
        }
        taken = exchange.fetch().tasks();
        taken.forEach(task -> seen.add(task.lease().id()));
      }
      assertThat(seen).hasSameSizeAs(new HashSet<>(seen)).containsExactlyElementsOf(ids);
      assertThat(list(KEYS.active())).hasSize(5);
      assertThat(get(KEYS.processed())).isEqualTo("55");
    }
  }
}
