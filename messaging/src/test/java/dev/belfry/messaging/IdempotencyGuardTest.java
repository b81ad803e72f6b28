package dev.belfry.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.messaging.redis.RedisProcessedStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdempotencyGuardTest {
  private static final EmbeddedRedis redis = EmbeddedRedis.create();
  private static RedisProcessedStore store;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicInteger calls = new AtomicInteger();
  private final Message message = Message.of("topic").id(UUID.randomUUID().toString()).build();

  @BeforeAll
  static void start() {
    redis.start();
    store = RedisProcessedStore.builder(redis.uri()).connect();
  }

  @AfterAll
  static void stop() {
    store.close();
    redis.close();
  }

  @Test
  void messageThatCameTwice_runsOnceInEachScope() throws Exception {
    var orders = guarded("orders", any -> counted(Outcome.done()));
    var mails = guarded("mails", any -> counted(Outcome.drop("not mine")));

    assertThat(orders.handle(message)).isEqualTo(Outcome.done());
    assertThat(orders.handle(message)).isEqualTo(Outcome.done());
    assertThat(mails.handle(message)).isEqualTo(Outcome.drop("not mine"));
    assertThat(mails.handle(message)).isEqualTo(Outcome.done());

    assertThat(calls).hasValue(2);
    assertThat(meters.counter(IdempotencyGuard.COUNTER, "scope", "orders", "result", "run").count())
        .isEqualTo(1);
    assertThat(
            meters
                .counter(IdempotencyGuard.COUNTER, "scope", "orders", "result", "repeated")
                .count())
        .isEqualTo(1);
  }

  @Test
  void failure_leavesTheWorkToTheNextAttempt() throws Exception {
    var failing =
        guarded(
            "orders",
            any -> {
              counted(Outcome.done());
              throw new IllegalStateException("down");
            });

    assertThatThrownBy(() -> failing.handle(message)).hasMessage("down");
    assertThatThrownBy(() -> failing.handle(message)).hasMessage("down");
    assertThat(calls).hasValue(2);
  }

  @Test
  void workThatIsNotDone_isNotMarked() throws Exception {
    var later = guarded("orders", any -> counted(Outcome.retryIn(Duration.ZERO, "later")));
    var spent = guarded("orders", any -> counted(Outcome.deadLetter("hopeless")));

    later.handle(message);
    spent.handle(message);
    spent.handle(message);

    assertThat(calls).hasValue(3);
  }

  @Test
  void secondConsumer_isSnoozedUntilTheFirstIsDone() throws Exception {
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var slow =
        guarded(
            "orders",
            any -> {
              entered.countDown();
              release.await();
              return counted(Outcome.done());
            });
    var first = CompletableFuture.supplyAsync(() -> unchecked(slow));
    entered.await();

    assertThat(slow.handle(message)).isInstanceOf(Outcome.Snooze.class);
    release.countDown();

    assertThat(first.get()).isEqualTo(Outcome.done());
    assertThat(slow.handle(message)).isEqualTo(Outcome.done());
    assertThat(calls).hasValue(1);
  }

  @Test
  void handlerThatOutlastsTheLease_keepsIt() throws Exception {
    var guard = IdempotencyGuard.builder(store, "orders").lease(Duration.ofSeconds(1)).build();
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var slow =
        guard.around(any -> {
          entered.countDown();
          release.await();
          return counted(Outcome.done());
        });
    var first = CompletableFuture.supplyAsync(() -> unchecked(slow));
    entered.await();

    await()
        .during(Duration.ofMillis(1_500))
        .until(() -> slow.handle(message) instanceof Outcome.Snooze);
    release.countDown();

    assertThat(first.get()).isEqualTo(Outcome.done());
    assertThat(calls).hasValue(1);
  }

  @Test
  void storeThatIsAway_snoozesWithoutACall() throws Exception {
    var gone = RedisProcessedStore.builder(redis.uri()).connect();
    gone.close();

    var outcome =
        IdempotencyGuard.of(gone, "orders").around(any -> counted(Outcome.done())).handle(message);

    assertThat(outcome).isInstanceOf(Outcome.Snooze.class);
    assertThat(calls).hasValue(0);
  }

  @Test
  void interruptedHandler_givesItsWorkBack() throws Exception {
    var interrupted =
        guarded(
            "orders",
            any -> {
              counted(Outcome.done());
              Thread.currentThread().interrupt();
              throw new InterruptedException();
            });

    assertThatThrownBy(() -> interrupted.handle(message)).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    guarded("orders", any -> counted(Outcome.done())).handle(message);

    assertThat(calls).hasValue(2);
  }

  private MessageHandler guarded(String scope, MessageHandler handler) {
    return IdempotencyGuard.builder(store, scope).meters(meters).build().around(handler);
  }

  private Outcome counted(Outcome outcome) {
    calls.incrementAndGet();
    return outcome;
  }

  private Outcome unchecked(MessageHandler handler) {
    try {
      return handler.handle(message);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
