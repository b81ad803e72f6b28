package dev.belfry.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchingTest {
  /** Full batches do not wait for it. */
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ConcurrentLinkedQueue<List<String>> batches = new ConcurrentLinkedQueue<>();
  private final Map<String, Object> results = new ConcurrentHashMap<>();

  @Test
  void messagesAtTheSameTime_areOneBatch() throws Exception {
    handleAtOnce(batching(batch -> {}, 4), 4);

    assertThat(batches).hasSize(1);
    assertThat(results).hasSize(4).containsValue(Outcome.done());
    assertThat(results.values()).containsOnly(Outcome.done());
  }

  @Test
  void messageAlone_waitsForTheLingerTimeOnly() throws Exception {
    var batching = Batching.builder(batch -> note(batch), 100).linger(Duration.ofMillis(5)).build();

    assertThat(batching.handle(message(0))).isEqualTo(Outcome.done());
    assertThat(batching.handle(message(1))).isEqualTo(Outcome.done());
    assertThat(batches).containsExactly(List.of("0"), List.of("1"));
  }

  @Test
  void failureWithAnIndex_hasOneFailureAndLetsThoseBehindComeAgain() throws Exception {
    var failure = new IOException("disk full");
    handleAtOnce(
        batching(
            batch -> {
              throw new BatchFailedException(1, failure);
            },
            4),
        4);

    var inOrder = batches.element().stream().map(results::get).toList();
    assertThat(inOrder.get(0)).isEqualTo(Outcome.done());
    assertThat(inOrder.get(1)).isSameAs(failure);
    assertThat(inOrder.subList(2, 4)).hasOnlyElementsOfType(Outcome.Snooze.class);
    assertThat(batches).hasSize(1);
  }

  @Test
  void failureWithoutAnIndex_isFoundOneByOne() throws Exception {
    handleAtOnce(
        batching(
            batch -> {
              if (batch.stream().anyMatch(message -> message.text().equals("2"))) {
                throw new IllegalStateException("somebody is wrong");
              }
            },
            4),
        4);

    assertThat(batches).hasSize(5);
    assertThat(results.get("2")).isInstanceOf(IllegalStateException.class);
    assertThat(List.of("0", "1", "3"))
        .allSatisfy(text -> assertThat(results.get(text)).isEqualTo(Outcome.done()));
  }

  @Test
  void interruptedBatch_comesAgain() throws Exception {
    handleAtOnce(
        batching(
            batch -> {
              throw new InterruptedException();
            },
            3),
        3);

    assertThat(batches).hasSize(1);
    assertThat(results.values())
        .filteredOn(result -> result instanceof InterruptedException)
        .hasSize(1);
    assertThat(results.values()).filteredOn(result -> result instanceof Outcome.Snooze).hasSize(2);
  }

  @Test
  void errorOfASingleMessage_isThrown() {
    var batching =
        Batching.builder(
                batch -> {
                  throw new StackOverflowError();
                },
                1)
            .build();

    assertThatThrownBy(() -> batching.handle(message(0))).isInstanceOf(StackOverflowError.class);
    assertThatThrownBy(() -> Batching.builder(batch -> {}, 0)).hasMessageContaining("at least 1");
  }

  private Batching batching(BatchHandler handler, int size) {
    return Batching.builder(
            batch -> {
              note(batch);
              handler.handle(batch);
            },
            size)
        .linger(LONG)
        .build();
  }

  private void note(List<Message> batch) {
    batches.add(batch.stream().map(Message::text).toList());
  }

  private void handleAtOnce(Batching batching, int messages) throws Exception {
    var done = new CountDownLatch(messages);
    IntStream.range(0, messages)
        .forEach(i ->
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    results.put("" + i, batching.handle(message(i)));
                  } catch (Exception e) {
                    results.put("" + i, e);
                  } finally {
                    done.countDown();
                  }
                }));
    done.await();
  }

  private static Message message(int number) {
    return Message.of("topic").offset(number).value(("" + number).getBytes(UTF_8)).build();
  }
}
