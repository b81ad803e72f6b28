package dev.belfry.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.messaging.MessageNotSentException;
import dev.belfry.messaging.MessageRefusedException;
import dev.belfry.messaging.MessageRefusedException.Subject;
import dev.belfry.messaging.OutgoingMessage;
import dev.belfry.messaging.Receipt;
import dev.belfry.service.Deadline;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaSenderTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final List<KafkaSender> started = new ArrayList<>();

  @AfterEach
  void stopSenders() {
    started.forEach(sender -> sender.stop(Deadline.in(LONG)));
  }

  @Test
  void send_returnsWhenTheBrokerHasTheMessage() throws Exception {
    var topic = SharedKafka.topic(3);

    var receipt = start(builder()).send(topic, "order-1", new Paid("HSO1", 1));

    var records = SharedKafka.read(topic, 3);
    assertThat(records).hasSize(1);
    assertThat(new Receipt(topic, records.getFirst().partition(), records.getFirst().offset()))
        .isEqualTo(receipt);
    assertThat(new String(records.getFirst().value(), UTF_8))
        .isEqualTo("{\"orderSn\":\"HSO1\",\"payStatus\":1}");
  }

  @Test
  void messagesOfOneKey_shareAPartitionInTheirOrder() throws Exception {
    var topic = SharedKafka.topic(4);
    var sender = start(builder());

    var sent =
        IntStream.range(0, 200)
            .mapToObj(i -> OutgoingMessage.of(topic, "key-" + i % 10, ("" + i).getBytes(UTF_8)))
            .map(message -> sender.sendAsync(message).toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(sent).get();

    var byKey =
        SharedKafka.read(topic, 4).stream()
            .collect(Collectors.groupingBy(record -> new String(record.key(), UTF_8)));
    assertThat(byKey.values())
        .hasSize(10)
        .allSatisfy(records -> {
          assertThat(records)
              .extracting(record -> record.partition())
              .containsOnly(records.getFirst().partition());
          assertThat(records)
              .extracting(record -> Integer.valueOf(new String(record.value(), UTF_8)))
              .isSorted()
              .hasSize(20);
        });
  }

  @Test
  void firstWriteOfAPartitionIsRefusedForAMoment_allArriveInTheirOrder() throws Exception {
    var topic = SharedKafka.topic(1);
    try (var proxy = new RefusingProxy(SharedKafka.connection())) {
      var sender = start(KafkaSender.builder(proxy.connection()));
      var sent = new ArrayList<CompletableFuture<Receipt>>();
      sent.add(
          sender.sendAsync(OutgoingMessage.of(topic, "a", new byte[] {0})).toCompletableFuture());
      proxy.awaitFirstWrite();
      for (byte i = 1; i < 10; i++) {
        sent.add(
            sender.sendAsync(OutgoingMessage.of(topic, "a", new byte[] {i})).toCompletableFuture());
      }

      CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new)).get();
    }

    assertThat(SharedKafka.read(topic, 1))
        .extracting(record -> record.value()[0])
        .containsExactly(
            (byte) 0, (byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5, (byte) 6, (byte) 7,
            (byte) 8, (byte) 9);
  }

  @Test
  void stop_sendsWhatWasHandedOver() throws Exception {
    var topic = SharedKafka.topic(1);
    var sender = start(builder().chunks(64 * 1024, Duration.ofMillis(500)));
    for (var i = 0; i < 50; i++) {
      sender.sendAsync(OutgoingMessage.unkeyed(topic, new byte[] {1}));
    }

    sender.stop(Deadline.in(LONG));

    assertThat(SharedKafka.read(topic, 1)).hasSize(50);
    assertThatThrownBy(() -> sender.send(topic, "a", new byte[0]))
        .isInstanceOf(MessageNotSentException.class)
        .hasMessageEndingWith("not started, or stopped");
  }

  @Test
  void chunksThatWaitTooLongForTheSendTimeout_areRefused() {
    var slow = builder().chunks(1_000, Duration.ofSeconds(2)).sendTimeout(Duration.ofSeconds(5));

    assertThatThrownBy(slow::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sendTimeout of three times as long");
  }

  @Test
  void trace_travelsInTheHeaders() throws Exception {
    var topic = SharedKafka.topic(1);
    var sender = start(builder());
    var span =
        Span.wrap(
            SpanContext.create(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.getDefault()));

    try (var scope = Context.root().with(span).makeCurrent()) {
      sender.send(topic, "a", new byte[0]);
    }

    var header = SharedKafka.read(topic, 1).getFirst().headers().lastHeader("traceparent");
    assertThat(new String(header.value(), UTF_8))
        .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  }

  @Test
  void unknownTopic_isNamed() throws Exception {
    var sender = start(builder().sendTimeout(Duration.ofSeconds(2)));

    assertThatThrownBy(() -> sender.send("no-such-topic", "a", new byte[0]))
        .isInstanceOfSatisfying(
            MessageRefusedException.class,
            refused -> assertThat(refused.subject()).isEqualTo(Subject.TOPIC))
        .hasMessageContaining("topic 'no-such-topic' does not exist at brokers");
  }

  @Test
  void messageAboveTheSendersLimit_isRefusedWithTheLimit() throws Exception {
    var topic = SharedKafka.topic(1);
    var sender = start(builder());

    assertThatThrownBy(() -> sender.send(topic, "a", new byte[10_000_000]))
        .isInstanceOf(MessageNotSentException.class)
        .hasMessageContaining("too large")
        .hasMessageContaining("1048576 bytes (maxMessageBytes)");
  }

  @Test
  void messageAboveTheTopicsLimit_isRefusedWithTheNameOfTheSetting() throws Exception {
    var topic = SharedKafka.fresh("small");
    try (var admin = SharedKafka.admin(SharedKafka.connection())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic, 1, (short) 1).configs(Map.of("max.message.bytes", "500"))))
          .all()
          .get();
    }
    var meters = new SimpleMeterRegistry();
    var sender = start(builder().meters(meters));

    var sent = sender.sendAsync(OutgoingMessage.of(topic, "a", new byte[5_000]));

    assertThatThrownBy(() -> sent.toCompletableFuture().get())
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            MessageRefusedException.class,
            refused -> assertThat(refused.subject()).isEqualTo(Subject.MESSAGE))
        .hasMessageContaining("max.message.bytes");
    assertThat(meters.get(KafkaSender.TIMER).tag("outcome", "failed").timer().count()).isEqualTo(1);
  }

  @Test
  void topicThatTheStartIsToCreate_isThere() throws Exception {
    var topic = SharedKafka.fresh("created");

    start(builder().topic(topic, MissingTopic.created(2))).send(topic, "a", new byte[0]);

    assertThat(SharedKafka.read(topic, 2)).hasSize(1);
  }

  @Test
  void settingThatAGuaranteeRestsOn_isRefused() {
    assertThatThrownBy(() -> builder().property("acks", "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("acks is set by Belfry");
  }

  private record Paid(String orderSn, int payStatus) {}

  private static KafkaSender.Builder builder() {
    return KafkaSender.builder(SharedKafka.connection());
  }

  private KafkaSender start(KafkaSender.Builder builder) throws InterruptedException {
    var sender = builder.build();
    sender.start();
    started.add(sender);
    return sender;
  }
}
