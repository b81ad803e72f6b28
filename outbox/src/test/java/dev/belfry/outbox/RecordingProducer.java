package dev.belfry.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.messaging.MessageNotSentException;
import dev.belfry.messaging.MessageProducer;
import dev.belfry.messaging.OutgoingMessage;
import dev.belfry.messaging.Receipt;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Remembers the messages that it takes; refuses those that a test names. */
final class RecordingProducer implements MessageProducer {
  private final List<OutgoingMessage> taken = new CopyOnWriteArrayList<>();
  private final List<OutgoingMessage> refused = new CopyOnWriteArrayList<>();
  private volatile String reason = "refused";
  private volatile Predicate<OutgoingMessage> refuses = message -> false;

  void refuse(Predicate<OutgoingMessage> which) {
    refuse(which, "refused");
  }

  void refuse(Predicate<OutgoingMessage> which, String why) {
    reason = why;
    refuses = which;
  }

  List<OutgoingMessage> taken() {
    return taken;
  }

  /** The values of what was taken, as text. */
  List<String> values() {
    return taken.stream().map(message -> new String(message.value(), UTF_8)).toList();
  }

  List<OutgoingMessage> refused() {
    return refused;
  }

  @Override
  public CompletionStage<Receipt> sendAsync(OutgoingMessage message) {
    if (refuses.test(message)) {
      refused.add(message);
      return CompletableFuture.failedStage(
          new MessageNotSentException(reason + ": " + message, null));
    }
    taken.add(message);
    return CompletableFuture.completedStage(new Receipt(message.topic(), 0, taken.size()));
  }

  @Override
  public Receipt send(OutgoingMessage message) {
    return sendAsync(message).toCompletableFuture().join();
  }

  @Override
  public Receipt send(String topic, String key, Object value) {
    throw new UnsupportedOperationException();
  }
}
