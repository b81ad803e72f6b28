package dev.belfry.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.Message;
import dev.belfry.messaging.MessageHandler;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.RetryPlan;
import dev.belfry.service.Deadline;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** The example of docs/messaging.md. */
class MessagingExampleTest {
  private final Map<String, String> payments = new ConcurrentHashMap<>();
  private final Map<String, String> traces = new ConcurrentHashMap<>();

  // snippet
  record Paid(String orderSn, int payStatus) {}

  Outcome markPaid(Paid paid, Message message) {
    if (paid.payStatus() != 1) {
      return Outcome.drop("not a success");
    }
    payments.put(paid.orderSn(), message.key().orElseThrow());
    return Outcome.done();
  }

  KafkaQueue queue(KafkaConnection kafka) {
    return KafkaQueue.builder(
            kafka, "order-mq", "payments", MessageHandler.deciding(Paid.class, this::markPaid))
        .missingTopic(MissingTopic.created(3))
        .retries(RetryPlan.exponential().notRetryable(IllegalArgumentException.class).build())
        .parallelism(16)
        .build();
  }

  void pay(KafkaSender sender, String orderSn) {
    sender.send("payments", orderSn, new Paid(orderSn, 1)); // returns when all replicas have it
  }

  // end

  @Test
  void example_works() throws Exception {
    var queue =
        KafkaQueue.builder(
                SharedKafka.connection(),
                "order-mq",
                "payments",
                MessageHandler.deciding(
                    Paid.class,
                    (paid, message) -> {
                      traces.put(paid.orderSn(), Span.current().getSpanContext().getTraceId());
                      return markPaid(paid, message);
                    }))
            .missingTopic(MissingTopic.created(3))
            .build();
    var sender = KafkaSender.builder(SharedKafka.connection()).build();
    queue.start();
    sender.start();
    var span =
        Span.wrap(
            SpanContext.create(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.getDefault()));

    try (var scope = Context.root().with(span).makeCurrent()) {
      pay(sender, "HSO1");
    }

    await().atMost(Duration.ofSeconds(20)).until(() -> !payments.isEmpty());
    assertThat(payments).containsEntry("HSO1", "HSO1");
    assertThat(traces).containsEntry("HSO1", "0af7651916cd43dd8448eb211c80319c");
    assertThat(queue(SharedKafka.connection()).name()).isEqualTo("payments");
    sender.stop(Deadline.in(Duration.ofSeconds(10)));
    queue.stop(Deadline.in(Duration.ofSeconds(10)));
  }
}
