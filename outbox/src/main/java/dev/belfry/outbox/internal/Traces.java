package dev.belfry.outbox.internal;

import dev.belfry.messaging.Headers;
import dev.belfry.messaging.OutgoingMessage;
import dev.belfry.tasks.Task;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trace that an intent was written in goes on after the commit: it travels in the headers, in
 * W3C form, which the consumers of tasks and messages read.
 */
public final class Traces {
  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

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

  private Traces() {}

  /** The task with the current trace, unless it names one itself. */
  public static Task join(Task task) {
    Task joined = task;
    for (var field : current().entrySet()) {
      if (!task.headers().containsKey("traceparent")) {
        joined = joined.withHeader(field.getKey(), field.getValue());
      }
    }
    return joined;
  }

  /** The message with the current trace, unless it names one itself. */
  public static OutgoingMessage join(OutgoingMessage message) {
    OutgoingMessage joined = message;
    for (var field : current().entrySet()) {
      if (message.headers().text("traceparent").isEmpty()) {
        joined = joined.header(field.getKey(), field.getValue());
      }
    }
    return joined;
  }

  private static Map<String, String> current() {
    Map<String, String> fields = new HashMap<>();
    W3C.inject(
        Context.current(),
        fields,
        (carrier, name, value) -> {
          if (carrier != null) {
            carrier.put(name, value);
          }
        });
    return fields;
  }

  /** The trace that these headers name, or none. */
  static Context of(Headers headers) {
    return W3C.extract(Context.root(), headers, GETTER);
  }
}
