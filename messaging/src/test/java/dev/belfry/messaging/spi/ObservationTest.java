package dev.belfry.messaging.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.messaging.Headers;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.Outcome;
import dev.belfry.messaging.RetryPlan;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ObservationTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  private final List<SpanData> spans = new ArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final OpenTelemetrySdk telemetry =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(new Collecting()))
                  .build())
          .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
          .build();
  private final Message message =
      Message.of("payments")
          .partition(2)
          .offset(41)
          .key("HSO1")
          .value(new byte[7])
          .headers(Headers.none().with("traceparent", "00-" + TRACE + "-" + SPAN + "-01"))
          .build();

  @Test
  void attempt_isAConsumerSpanBelowItsSender() {
    attempt("kafka");

    var span = spans.getFirst();
    assertThat(span.getName()).isEqualTo("process payments");
    assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(span.getTraceId()).isEqualTo(TRACE);
    assertThat(span.getParentSpanId()).isEqualTo(SPAN);
    assertThat(text(span, "messaging.system")).isEqualTo("kafka");
    assertThat(text(span, "messaging.operation.type")).isEqualTo("process");
    assertThat(text(span, "messaging.operation.name")).isEqualTo("process");
    assertThat(text(span, "messaging.destination.name")).isEqualTo("payments");
    assertThat(text(span, "messaging.destination.partition.id")).isEqualTo("2");
    assertThat(text(span, "messaging.consumer.group.name")).isEqualTo("order-mq");
    assertThat(text(span, "messaging.message.id")).isEqualTo("payments-2@41");
    assertThat(text(span, "messaging.kafka.message.key")).isEqualTo("HSO1");
    assertThat(number(span, "messaging.kafka.offset")).isEqualTo(41);
    assertThat(number(span, "messaging.message.body.size")).isEqualTo(7);
  }

  @Test
  void attemptOnAnotherBroker_saysNothingOfKafka() {
    attempt("beanstalkd");

    assertThat(spans.getFirst().getAttributes().asMap().keySet())
        .noneMatch(key -> key.getKey().startsWith("messaging.kafka"));
  }

  @Test
  void sending_isAProducerSpanAndATimer() {
    var failed = Sending.begin("beanstalkd", "payments", meters, telemetry);
    failed.failed(new IllegalStateException("away"));

    var span = spans.getFirst();
    assertThat(span.getName()).isEqualTo("send payments");
    assertThat(span.getKind()).isEqualTo(SpanKind.PRODUCER);
    assertThat(text(span, "messaging.operation.type")).isEqualTo("send");
    assertThat(text(span, "error.type")).isEqualTo(IllegalStateException.class.getName());
    assertThat(
            meters
                .get(Sending.TIMER)
                .tag("topic", "payments")
                .tag("outcome", "failed")
                .timer()
                .count())
        .isEqualTo(1);
  }

  private void attempt(String system) {
    new Attempts(any -> Outcome.done(), RetryPlan.none(), observation(system)).run(message);
  }

  private Observation observation(String system) {
    return new Observation(system, "order-mq", meters, telemetry);
  }

  private static @Nullable String text(SpanData span, String name) {
    return span.getAttributes().get(AttributeKey.stringKey(name));
  }

  private static @Nullable Long number(SpanData span, String name) {
    return span.getAttributes().get(AttributeKey.longKey(name));
  }

  private final class Collecting implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> ended) {
      spans.addAll(ended);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
