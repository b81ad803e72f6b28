package dev.belfry.conformance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.BatchFailedException;
import dev.belfry.messaging.Batching;
import dev.belfry.messaging.DeadLetterHeaders;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.RetryPlan;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the messaging model promises on every broker, case by case. An adapter's test class extends
 * this one; it also implements {@link HeaderCases}, {@link KeyOrderCases} and {@link
 * IndependentKeysCases} as far as the adapter promises that.
 */
public abstract class AdapterConformance implements FailureCases, GuardCases, StopCases {
  private @Nullable Scene scene;

  /** A fixture with a queue of its own. */
  protected abstract AdapterFixture fixture() throws Exception;

  @Override
  public final Scene scene() {
    return requireNonNull(scene, "no case runs");
  }

  @BeforeEach
  final void openFixture() throws Exception {
    scene = new Scene(fixture());
  }

  @AfterEach
  final void closeFixture() throws Exception {
    if (scene != null) {
      scene.close();
    }
  }

  @Test
  void messageSentBeforeTheFirstConsumer_isHandled() throws Exception {
    scene().send("a", "early");

    scene().consume(scene()::see);

    scene().awaitSeen("early");
    scene().awaitAcknowledged();
  }

  @Test
  void message_isAcknowledgedOnlyAfterItsHandlerReturned() throws Exception {
    scene().consume(scene()::seeWhenReleased);
    scene().send("a", "slow");

    scene().entered().await();
    assertThat(scene().fixture().allAcknowledged()).isFalse();
    scene().release().countDown();

    scene().awaitSeen("slow");
    scene().awaitAcknowledged();
    assertThat(scene().fixture().deadLetters()).isEmpty();
  }

  @Test
  void messageWhoseHandlerThrows_comesAgainWithItsAttemptCounted() throws Exception {
    scene()
        .consume(message -> {
          scene().seen().add(message);
          if (message.attempt() < 3) {
            throw new IllegalStateException("attempt " + message.attempt());
          }
          return Outcome.done();
        });
    scene().send("a", "stubborn");

    scene().awaitAcknowledged();
    assertThat(scene().seen()).extracting(Message::attempt).containsExactly(1, 2, 3);
    assertThat(scene().seen()).extracting(Message::id).containsOnly(scene().seen().element().id());
    assertThat(scene().fixture().deadLetters()).isEmpty();
  }

  @Test
  void spentMessage_isADeadLetterWithItsCause() throws Exception {
    scene()
        .consume(message -> {
          scene().seen().add(message);
          throw new IllegalArgumentException("no such order");
        });
    scene().send("a", "hopeless");

    var letter = scene().awaitDeadLetter();
    assertThat(letter.text()).isEqualTo("hopeless");
    assertThat(letter.causes())
        .containsEntry(DeadLetterHeaders.ATTEMPTS, "3")
        .containsEntry(DeadLetterHeaders.REASON, "no such order")
        .containsEntry(DeadLetterHeaders.EXCEPTION_CLASS, IllegalArgumentException.class.getName())
        .containsEntry(DeadLetterHeaders.EXCEPTION_MESSAGE, "no such order")
        .containsKeys(
            DeadLetterHeaders.TOPIC,
            DeadLetterHeaders.PARTITION,
            DeadLetterHeaders.OFFSET,
            DeadLetterHeaders.GROUP,
            DeadLetterHeaders.FAILED_AT);
    assertThat(letter.causes().get(DeadLetterHeaders.EXCEPTION_STACK))
        .contains("AdapterConformance");
    scene().awaitAcknowledged();
    assertThat(scene().seen()).extracting(Message::attempt).containsExactly(1, 2, 3);
  }

  @Test
  void delayThatTheHandlerAsksFor_passesBeforeTheNextAttempt() throws Exception {
    var delay = Duration.ofMillis(700);
    var times = new ConcurrentLinkedQueue<Long>();
    scene()
        .consume(message -> {
          times.add(System.nanoTime());
          return message.attempt() == 1 ? Outcome.retryIn(delay, "later") : Outcome.done();
        });
    scene().send("a", "later");

    await().atMost(Scene.LONG).until(() -> times.size() == 2);
    assertThat(times.remove() + delay.toNanos()).isLessThanOrEqualTo(times.remove());
  }

  @Test
  void messageThatIsSnoozed_burnsNoAttempt() throws Exception {
    var calls = new AtomicInteger();
    scene()
        .consume(
            ConsumerSpec.of(
                    message -> {
                      scene().seen().add(message);
                      return calls.incrementAndGet() < 3
                          ? Outcome.snooze(Duration.ofMillis(10), "not now")
                          : Outcome.done();
                    })
                .retries(RetryPlan.none()));
    scene().send("a", "sleepy");

    scene().awaitAcknowledged();
    assertThat(scene().seen()).extracting(Message::attempt).containsExactly(1, 1, 1);
    assertThat(scene().fixture().deadLetters()).isEmpty();
  }

  @Test
  void messageThatTheHandlerGivesUp_isADeadLetterAtOnce() throws Exception {
    scene()
        .consume(message -> {
          scene().seen().add(message);
          return Outcome.deadLetter("order is gone");
        });
    scene().send("a", "gone");

    assertThat(scene().awaitDeadLetter().causes())
        .containsEntry(DeadLetterHeaders.ATTEMPTS, "1")
        .containsEntry(DeadLetterHeaders.REASON, "order is gone")
        .doesNotContainKey(DeadLetterHeaders.EXCEPTION_CLASS);
    scene().awaitAcknowledged();
    assertThat(scene().seen()).hasSize(1);
  }

  @Test
  void messageThatTheHandlerDrops_isAcknowledgedAndNoDeadLetter() throws Exception {
    scene()
        .consume(message -> {
          scene().seen().add(message);
          return Outcome.drop("not for us");
        });
    scene().send("a", "foreign");

    await().atMost(Scene.LONG).until(() -> scene().seen().size() == 1);
    scene().awaitAcknowledged();
    assertThat(scene().fixture().deadLetters()).isEmpty();
  }

  @Test
  void undecodableMessage_isADeadLetterAndTheNextIsHandled() throws Exception {
    record Paid(String orderSn) {}
    var paid = new ConcurrentLinkedQueue<Paid>();
    scene().consume(MessageHandler.of(Paid.class, (value, message) -> paid.add(value)));
    scene().send("a", "{no JSON");
    scene().send("a", "{\"orderSn\": \"HSO1\"}");

    assertThat(scene().awaitDeadLetter().causes().get(DeadLetterHeaders.REASON))
        .startsWith("undecodable");
    await().atMost(Scene.LONG).until(() -> !paid.isEmpty());
    assertThat(paid).containsExactly(new Paid("HSO1"));
    scene().awaitAcknowledged();
  }

  @Test
  void handlerInterruptedByAStop_getsItsMessageAgain() throws Exception {
    var interrupted = new CountDownLatch(1);
    var first =
        scene()
            .consume(message -> {
              scene().entered().countDown();
              try {
                scene().release().await();
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
              }
              return Outcome.done();
            });
    scene().send("a", "cut short");
    scene().entered().await();

    first.stop(Duration.ofMillis(200));

    interrupted.await();
    scene().consume(scene()::see);
    scene().awaitSeen("cut short");
    scene().awaitAcknowledged();
    assertThat(scene().fixture().deadLetters()).isEmpty();
  }

  @Test
  void consumerThatDies_leavesItsMessageToTheNext() throws Exception {
    var first = scene().consume(message -> scene().sleepless());
    scene().send("a", "orphan");
    scene().entered().await();

    first.crash();

    scene().consume(scene()::see);
    scene().awaitSeen("orphan");
    scene().awaitAcknowledged();
  }

  @Test
  void middlewares_goAroundEachAttemptInTheirOrder() throws Exception {
    var steps = new ConcurrentLinkedQueue<String>();
    scene()
        .consume(
            ConsumerSpec.of(
                    message -> {
                      steps.add("handler");
                      return message.attempt() == 1
                          ? Outcome.retryIn(Duration.ZERO, "once more")
                          : Outcome.done();
                    })
                .use(next ->
                    message -> {
                      steps.add("outer");
                      return next.handle(message);
                    })
                .use(next ->
                    message -> {
                      steps.add("inner");
                      return next.handle(message);
                    }));
    scene().send("a", "wrapped");

    scene().awaitAcknowledged();
    assertThat(steps).containsExactly("outer", "inner", "handler", "outer", "inner", "handler");
  }

  @Test
  void slowHandlers_areNeverMoreThanAsked() throws Exception {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    scene()
        .consume(
            ConsumerSpec.of(
                    message -> {
                      most.accumulateAndGet(running.incrementAndGet(), Math::max);
                      scene().entered().countDown();
                      scene().release().await();
                      running.decrementAndGet();
                      return scene().see(message);
                    })
                .parallelism(3));
    for (var i = 0; i < 12; i++) {
      scene().send("key-" + i, "m" + i);
    }

    scene().entered().await();
    scene().release().countDown();
    await().atMost(Scene.LONG).until(() -> scene().seen().size() == 12);
    scene().awaitAcknowledged();
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void batchThatFailsAtAnIndex_costsOnlyThatMessageAnAttempt() throws Exception {
    var batching =
        Batching.builder(
                batch -> {
                  for (var index = 0; index < batch.size(); index++) {
                    var message = batch.get(index);
                    scene().seen().add(message);
                    if (message.text().equals("bad") && message.attempt() < 3) {
                      throw new BatchFailedException(index, new IllegalStateException("bad"));
                    }
                  }
                },
                4)
            .build();
    scene().send("key", "bad");
    for (var i = 0; i < 8; i++) {
      scene().send("key-" + i, "good-" + i);
    }

    scene().consume(batching);

    scene().awaitAcknowledged();
    assertThat(scene().seen())
        .filteredOn(message -> message.text().equals("bad"))
        .extracting(Message::attempt)
        .containsExactly(1, 2, 3);
    assertThat(scene().seen())
        .filteredOn(message -> !message.text().equals("bad"))
        .hasSize(8)
        .allSatisfy(message -> assertThat(message.attempt()).isEqualTo(1));
    assertThat(scene().fixture().deadLetters()).isEmpty();
  }
}
