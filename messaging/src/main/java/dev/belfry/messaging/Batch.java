package dev.belfry.messaging;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/** Messages that are handed over together. Filled under a lock, then worked off by one thread. */
final class Batch {
  private static final Outcome AGAIN =
      Outcome.snooze(Duration.ZERO, "another message of the batch failed before this one");

  private final List<Place> places = new ArrayList<>();
  private final CountDownLatch full = new CountDownLatch(1);

  /** One message of a batch, with what becomes of it. */
  static final class Place {
    private final Message message;
    private final boolean first;
    private final SpanContext span = Span.current().getSpanContext();
    private final CompletableFuture<Outcome> result = new CompletableFuture<>();

    private Place(Message message, boolean first) {
      this.message = message;
      this.first = first;
    }

    boolean isFirst() {
      return first;
    }

    /** Waits for the batch. */
    Outcome outcome() throws Exception {
      try {
        return result.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Exception failure) {
          throw failure;
        }
        if (e.getCause() instanceof Error failure) {
          throw failure;
        }
        throw e;
      }
    }
  }

  Place add(Message message) {
    var place = new Place(message, places.isEmpty());
    places.add(place);
    return place;
  }

  int size() {
    return places.size();
  }

  CountDownLatch full() {
    return full;
  }

  void handOver(BatchHandler handler, Tracer tracer) throws InterruptedException {
    var span = span(tracer);
    try (var scope = span.makeCurrent()) {
      handler.handle(places.stream().map(place -> place.message).toList());
      places.forEach(place -> place.result.complete(Outcome.done()));
    } catch (BatchFailedException e) {
      failed(span, e);
      settle(e, handler);
    } catch (InterruptedException e) {
      failed(span, e);
      throw e;
    } catch (Throwable e) {
      failed(span, e);
      handOverAlone(handler, e);
    } finally {
      span.end();
    }
  }

  /** Those that have no outcome yet come again, without an attempt lost. */
  void comeAgain() {
    places.forEach(place -> place.result.complete(AGAIN));
  }

  private void settle(BatchFailedException e, BatchHandler handler) throws InterruptedException {
    if (e.index() >= size()) {
      handOverAlone(handler, e);
      return;
    }
    places.subList(0, e.index()).forEach(place -> place.result.complete(Outcome.done()));
    places.get(e.index()).result.completeExceptionally(causeOf(e));
  }

  private void handOverAlone(BatchHandler handler, Throwable failure) throws InterruptedException {
    if (size() == 1) {
      places.getFirst().result.completeExceptionally(failure);
      return;
    }
    for (var place : places) {
      try {
        handler.handle(List.of(place.message));
        place.result.complete(Outcome.done());
      } catch (InterruptedException e) {
        throw e;
      } catch (BatchFailedException e) {
        place.result.completeExceptionally(causeOf(e));
      } catch (Throwable e) {
        place.result.completeExceptionally(e);
      }
    }
  }

  private Span span(Tracer tracer) {
    var topic = places.getFirst().message.topic();
    var builder =
        tracer
            .spanBuilder("process " + topic)
            .setNoParent()
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute("messaging.operation.type", "process")
            .setAttribute("messaging.operation.name", "process")
            .setAttribute("messaging.destination.name", topic)
            .setAttribute("messaging.batch.message_count", size());
    places.stream().map(place -> place.span).filter(SpanContext::isValid).forEach(builder::addLink);
    return builder.startSpan();
  }

  private static void failed(Span span, Throwable failure) {
    span.recordException(failure);
    span.setStatus(StatusCode.ERROR);
    span.setAttribute("error.type", failure.getClass().getName());
  }

  private static Throwable causeOf(BatchFailedException e) {
    var cause = e.getCause();
    return cause == null ? e : cause;
  }
}
