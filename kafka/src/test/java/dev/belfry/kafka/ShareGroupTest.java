package dev.belfry.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.Message;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.OutgoingMessage;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ShareGroupTest extends OnKafka {
  private final String topic = SharedKafka.topic(1);
  private final String group = SharedKafka.fresh("share");

  private KafkaQueue start(MessageHandler handler) throws Exception {
    return start(
        KafkaQueue.builder(SharedKafka.connection(), group, topic, handler)
            .mode(ConsumerMode.SHARE));
  }

  private void send(int count) {
    for (var i = 0; i < count; i++) {
      sendOne("" + i);
    }
  }

  private void sendOne(String text) {
    sender.sendAsync(OutgoingMessage.of(topic, "key-" + text, text.getBytes(UTF_8)));
  }

  @Test
  void twoMembers_shareTheOnePartitionAndEachMessageRunsOnce() throws Exception {
    var first = new ConcurrentLinkedQueue<Integer>();
    var second = new ConcurrentLinkedQueue<Integer>();
    start(message -> {
      first.add(1);
      return collect(message);
    });
    start(message -> {
      second.add(1);
      return collect(message);
    });

    // As long as it takes, since nobody promises when the second one gets its part.
    await("both at work")
        .atMost(LONG)
        .until(() -> {
          send(100);
          return !first.isEmpty() && !second.isEmpty();
        });

    await("nothing is left").atMost(LONG).until(() -> lag() == 0);
    assertThat(seen).extracting(Message::offset).doesNotHaveDuplicates();
    assertThat(seen.stream().mapToLong(Message::offset).max().orElseThrow() + 1)
        .isEqualTo(seen.size());
  }

  @Test
  void handlerThatTakesLongerThanItsLock_keepsItsMessageWhileOthersGoOn() throws Exception {
    var release = new CountDownLatch(1);
    start(message -> {
      if (message.text().equals("0")) {
        release.await();
      }
      return collect(message);
    });
    send(10);
    await("the others").atMost(LONG).until(() -> seen.size() == 9);

    // More that come one after another: each is a chance for the lock to get lost.
    var begun = System.nanoTime();
    var sent = new AtomicInteger(9);
    await("the time of the lock")
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> {
          sendOne("later-" + sent.incrementAndGet());
          return System.nanoTime() - begun > Duration.ofSeconds(12).toNanos();
        });
    await("what came later").atMost(LONG).until(() -> seen.size() == sent.get());
    release.countDown();

    await("nothing is left").atMost(LONG).until(() -> lag() == 0);
    assertThat(seen).extracting(Message::offset).doesNotHaveDuplicates();
  }

  @Test
  void groupOfTheOtherKind_isRefusedByName() throws Exception {
    start(KafkaQueue.builder(SharedKafka.connection(), group, topic, this::collect));

    assertThatThrownBy(() -> start(this::collect))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("group '" + group + "' is a")
        .hasMessageContaining("choose another name");
  }

  @Test
  void partitionsOfAShareGroup_cannotBePaused() throws Exception {
    var queue = start(this::collect);

    assertThatThrownBy(() -> queue.pause(0)).isInstanceOf(UnsupportedOperationException.class);
  }

  private long lag() {
    try (var inspector = KafkaInspector.connect(SharedKafka.connection())) {
      return inspector.lag(group).stream().mapToLong(PartitionLag::lag).sum();
    }
  }
}
