package dev.belfry.messaging.spi;

import dev.belfry.messaging.Headers;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Observes attempts: a consumer span that continues the trace of the message's headers, and the
 * timer {@value #TIMER} with the tags {@code topic}, {@code group} and {@code outcome} (done,
 * dropped, retry, snoozed, dead-letter, failed). Names of spans and attributes are those of
 * OpenTelemetry's messaging conventions. Thread-safe.
 */
public final class Observation {
  /** The timer of attempts. */
  public static final String TIMER = "belfry.messages.process";

  private static final String KAFKA = "kafka";

  private static final TextMapGetter<Headers> GETTER =
      new TextMapGetter<>() {
        @Override
        @SuppressWarnings("deprecation") // On its way out, but still abstract.
        public Iterable<String> keys(Headers headers) {
          return headers.names();
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String name) {
          return headers == null ? null : headers.text(name).orElse(null);
        }
      };

  private final String system;
  private final String group;
  private final MeterRegistry meters;
  private final OpenTelemetry telemetry;
  private final Tracer tracer;
  private final boolean traced;

  /** A look-up in the registry for each message would cost more than the rest of an observation. */
  private final Map<TimerKey, Timer> timers = new ConcurrentHashMap<>();

  private record TimerKey(String topic, String outcome) {}

  private record Latest(String topic, String outcome, Timer timer) {}

  private volatile @Nullable Latest latest;

  /**
   * Creates an observation.
   *
   * @param system the broker's kind as OpenTelemetry names it, for example {@code kafka}
   * @param group the consumer group
   */
  public Observation(String system, String group, MeterRegistry meters, OpenTelemetry telemetry) {
    this.system = system;
    this.group = group;
    this.meters = meters;
    this.telemetry = telemetry;
    this.tracer = telemetry.getTracer("dev.belfry.messaging");
    this.traced = !tracer.equals(TracerProvider.noop().get("dev.belfry.messaging"));
  }

  Observed begin(Message message) {
    if (!traced && message.headers().isEmpty()) {
      // Nothing to record and nothing to hand on, which is most messages of most programs.
      return new Observed(message.topic(), Span.getInvalid(), null);
    }
    var parent = sender(message);
    if (!traced) {
      return new Observed(message.topic(), Span.fromContext(parent), parent);
    }
    var builder = span(message.topic()).setParent(parent);
    builder
        .setAttribute("messaging.destination.partition.id", "" + message.partition())
        .setAttribute("messaging.message.id", message.id())
        .setAttribute("messaging.message.body.size", message.value().length)
        .setAttribute("belfry.attempt", message.attempt());
    if (system.equals(KAFKA)) {
      builder.setAttribute("messaging.kafka.offset", message.offset());
      message.key().ifPresent(key -> builder.setAttribute("messaging.kafka.message.key", key));
    }
    return new Observed(message.topic(), builder.startSpan(), parent);
  }

  /** Nobody sees what a registry without registries gets. */
  private boolean isTimed() {
    return !(meters instanceof CompositeMeterRegistry all && all.getRegistries().isEmpty());
  }

  /** Mostly the same as last time. */
  private Timer timerOf(String topic, String outcome) {
    var last = latest;
    if (last == null || !last.outcome.equals(outcome) || !last.topic.equals(topic)) {
      var timer = timers.computeIfAbsent(new TimerKey(topic, outcome), this::timer);
      last = new Latest(topic, outcome, timer);
      latest = last;
    }
    return last.timer;
  }

  private Timer timer(TimerKey key) {
    return Timer.builder(TIMER)
        .tags("topic", key.topic(), "group", group, "outcome", key.outcome())
        .register(meters);
  }

  private Context sender(Message message) {
    return telemetry
        .getPropagators()
        .getTextMapPropagator()
        .extract(Context.root(), message.headers(), GETTER);
  }

  private SpanBuilder span(String topic) {
    return tracer
        .spanBuilder("process " + topic)
        .setSpanKind(SpanKind.CONSUMER)
        .setAttribute("messaging.system", system)
        .setAttribute("messaging.operation.type", "process")
        .setAttribute("messaging.operation.name", "process")
        .setAttribute("messaging.destination.name", topic)
        .setAttribute("messaging.consumer.group.name", group);
  }

  /** One attempt under observation, from its begin to its close, on one thread. */
  final class Observed implements AutoCloseable {
    private final String topic;
    private final Span span;
    private final @Nullable Context context;
    private final boolean timed = isTimed();
    private final long begun = timed ? System.nanoTime() : 0;
    private String outcome = "failed";

    private Observed(String topic, Span span, @Nullable Context parent) {
      this.topic = topic;
      this.span = span;
      this.context = parent == null ? null : span.storeInContext(parent);
    }

    /** What the handler runs in; an earlier handler may have left something behind. */
    Context context() {
      return context == null ? Context.root() : context;
    }

    void failed(Throwable failure) {
      span.recordException(failure);
      span.setStatus(StatusCode.ERROR);
      span.setAttribute("error.type", failure.getClass().getName());
    }

    void ended(Outcome with) {
      outcome =
          switch (with) {
            case Outcome.Done done -> "done";
            case Outcome.Drop drop -> "dropped";
            case Outcome.RetryIn retry -> "retry";
            case Outcome.Snooze snooze -> "snoozed";
            case Outcome.DeadLetter letter -> "dead-letter";
          };
      if (with instanceof Outcome.DeadLetter letter) {
        span.setStatus(StatusCode.ERROR, letter.reason());
      }
    }

    @Override
    public void close() {
      span.end();
      if (timed) {
        timerOf(topic, outcome).record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
      }
    }
  }
}
