package dev.belfry.outbox.internal;

import dev.belfry.messaging.Message;
import dev.belfry.messaging.MessageProducer;
import dev.belfry.messaging.MessageRefusedException;
import dev.belfry.messaging.OutgoingMessage;
import dev.belfry.messaging.Receipt;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages, each with the id of its intent in a header. For one thread.
 *
 * <p>A producer may take seconds to find out that there is no such topic. So that intents for it do
 * not keep all others waiting, it is not asked again for a while.
 */
final class MessageSink implements Sink {
  /** 30 s: a topic that was made meanwhile is soon noticed. */
  private static final Duration NOT_ASKED_AGAIN = Duration.ofSeconds(30);

  private final MessageProducer producer;
  private final Map<String, RefusedTopic> refused = new HashMap<>();

  /** A topic that was refused, and when, by {@link System#nanoTime}. */
  private record RefusedTopic(MessageRefusedException cause, long at) {
    boolean isRecent() {
      return System.nanoTime() - at < NOT_ASKED_AGAIN.toNanos();
    }
  }

  MessageSink(MessageProducer producer) {
    this.producer = producer;
  }

  @Override
  public List<Verdict> hand(List<StoredIntent> intents) throws InterruptedException {
    var sent = new ArrayList<CompletableFuture<Verdict>>();
    for (StoredIntent intent : intents) {
      sent.add(send(intent));
    }
    var verdicts = new ArrayList<Verdict>();
    for (CompletableFuture<Verdict> each : sent) {
      try {
        verdicts.add(each.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
    return verdicts;
  }

  private CompletableFuture<Verdict> send(StoredIntent intent) {
    OutgoingMessage message;
    try {
      message = named(IntentCodec.message(intent), intent.id());
    } catch (RuntimeException unreadable) {
      return CompletableFuture.completedFuture(new Verdict.Broken(unreadable));
    }
    var known = refused.get(message.topic());
    if (known != null && known.isRecent()) {
      return CompletableFuture.completedFuture(new Verdict.Broken(known.cause()));
    }
    try (Scope writersTrace = Traces.of(message.headers()).makeCurrent()) {
      var sent = producer.sendAsync(message).toCompletableFuture().handle(MessageSink::verdict);
      if (sent.isDone()) {
        note(message.topic(), sent.join());
      }
      return sent;
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(new Verdict.Refused(e));
    }
  }

  /** Producers find out about a topic before they return. */
  private void note(String topic, Verdict verdict) {
    if (verdict instanceof Verdict.Broken(MessageRefusedException cause)
        && cause.subject() == MessageRefusedException.Subject.TOPIC) {
      refused.put(topic, new RefusedTopic(cause, System.nanoTime()));
    } else {
      refused.remove(topic);
    }
  }

  private static OutgoingMessage named(OutgoingMessage message, String id) {
    return message.headers().text(Message.ID_HEADER).isPresent() ? message : message.id(id);
  }

  private static Verdict verdict(@Nullable Receipt receipt, @Nullable Throwable failure) {
    if (failure == null) {
      return new Verdict.Done();
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof MessageRefusedException
        ? new Verdict.Broken(cause)
        : new Verdict.Refused(cause == null ? failure : cause);
  }

  /** The producer is its owner's to start, */
  @Override
  public void open() {}

  /** and to stop. */
  @Override
  public void close() {}
}
