package dev.belfry.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.messaging.Headers;
import dev.belfry.messaging.Outcome;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Cases for adapters whose messages carry headers, the trace of the sender among them. */
public interface HeaderCases {

  /** The case's scene. */
  Scene scene();

  @Test
  default void headerThatIsNoText_harmsNothing() throws Exception {
    var scene = scene();
    var raw = new byte[] {(byte) 0xff, (byte) 0xfe, 0};
    var headers =
        Headers.none()
            .with("traceparent", raw)
            .with("baggage", raw)
            .with("belfry-retry-attempt", raw)
            .with("belfry-retry-due", raw)
            .with("tenant", raw);
    scene.consume(scene::see);

    scene.fixture().send("a", "poisoned".getBytes(UTF_8), headers);
    scene.send("a", "next");

    await().atMost(Scene.LONG).until(() -> scene.seen().size() == 2);
    assertThat(scene.seen())
        .filteredOn(message -> message.text().equals("poisoned"))
        .singleElement()
        .satisfies(message -> {
          assertThat(message.headers().bytes("tenant")).contains(raw);
          assertThat(message.attempt()).isEqualTo(1);
        });
    scene.awaitAcknowledged();
  }

  @Test
  default void traceOfTheSender_continuesInTheHandler() throws Exception {
    var scene = scene();
    var traces = new ConcurrentLinkedQueue<String>();
    scene.consume(message -> {
      traces.add(Span.current().getSpanContext().getTraceId());
      return Outcome.done();
    });
    var span =
        Span.wrap(
            SpanContext.create(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.getDefault()));

    try (var scope = Context.root().with(span).makeCurrent()) {
      scene.send("a", "traced");
    }

    await().atMost(Scene.LONG).until(() -> !traces.isEmpty());
    assertThat(traces).containsExactly("0af7651916cd43dd8448eb211c80319c");
  }
}
