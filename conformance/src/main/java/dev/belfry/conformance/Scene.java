package dev.belfry.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.Headers;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** What the cases work with: a fixture, what handlers saw, and a gate that handlers can wait at. */
public final class Scene {
  /** Far more than any case needs: brokers take seconds to notice that a consumer died. */
  static final Duration LONG = Duration.ofSeconds(60);

  private final AdapterFixture fixture;
  private final Queue<Message> seen = new ConcurrentLinkedQueue<>();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  Scene(AdapterFixture fixture) {
    this.fixture = fixture;
  }

  AdapterFixture fixture() {
    return fixture;
  }

  Queue<Message> seen() {
    return seen;
  }

  CountDownLatch entered() {
    return entered;
  }

  CountDownLatch release() {
    return release;
  }

  void close() throws Exception {
    release.countDown();
    fixture.close();
  }

  /** Starts a consumer that tries thrice, as quickly as the adapter can. */
  RunningConsumer consume(MessageHandler handler) throws Exception {
    return consume(ConsumerSpec.of(handler));
  }

  RunningConsumer consume(ConsumerSpec spec) throws Exception {
    return fixture.consume(spec);
  }

  void send(String key, String text) throws Exception {
    fixture.send(key, text.getBytes(UTF_8), Headers.none());
  }

  Outcome see(Message message) {
    seen.add(message);
    return Outcome.done();
  }

  Outcome seeWhenReleased(Message message) throws InterruptedException {
    entered.countDown();
    release.await();
    return see(message);
  }

  /** Runs on whatever happens, as the work of a killed process ends: nobody hears of it. */
  Outcome sleepless() {
    entered.countDown();
    while (true) {
      try {
        release.await();
        return Outcome.done();
      } catch (InterruptedException e) {
        // A process that is killed is not interrupted.
      }
    }
  }

  void awaitSeen(String text) {
    await().atMost(LONG).until(() -> !seen.isEmpty());
    assertThat(List.copyOf(seen)).extracting(Message::text).containsExactly(text);
  }

  void awaitAcknowledged() {
    await().atMost(LONG).until(fixture::allAcknowledged);
  }

  DeadLetter awaitDeadLetter() {
    var letters = await().atMost(LONG).until(fixture::deadLetters, list -> !list.isEmpty());
    assertThat(letters).hasSize(1);
    return letters.getFirst();
  }
}
