package dev.belfry.outbox.internal;

import dev.belfry.messaging.Message;
import dev.belfry.messaging.MessageProducer;
import dev.belfry.messaging.OutgoingMessage;
import dev.belfry.messaging.Receipt;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Sends messages, each with the id of its intent in a header. */
final class MessageSink implements Sink {
  private final MessageProducer producer;

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
    try (Scope writersTrace = Traces.of(message.headers()).makeCurrent()) {
      return producer.sendAsync(message).toCompletableFuture().handle(MessageSink::verdict);
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(new Verdict.Refused(e));
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
    return new Verdict.Refused(cause == null ? failure : cause);
  }

  /** The producer is its owner's to start, */
  @Override
  public void open() {}

  /** and to stop. */
  @Override
  public void close() {}
}
