package dev.belfry.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.messaging.MessageNotSentException;
import dev.belfry.messaging.MessageProducer;
import dev.belfry.messaging.MessageRefusedException;
import dev.belfry.messaging.MessageRefusedException.Subject;
import dev.belfry.messaging.OutgoingMessage;
import dev.belfry.messaging.Receipt;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Remembers the messages that it takes; refuses those that a test names. */
final class RecordingProducer implements MessageProducer {
  private final List<OutgoingMessage> taken = new CopyOnWriteArrayList<>();
  private final List<OutgoingMessage> refused = new CopyOnWriteArrayList<>();
  private volatile Set<String> lacking = Set.of();
  private volatile String reason = "refused";
  private volatile Predicate<OutgoingMessage> refuses = message -> false;

  void refuse(Predicate<OutgoingMessage> which) {
    refuse(which, "refused");
  }

  void refuse(Predicate<OutgoingMessage> which, String why) {
    reason = why;
    refuses = which;
  }

  /** Refuses what is for these topics, as a broker does that does not have them. */
  void lack(Set<String> topics) {
    lacking = topics;
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
    if (lacking.contains(message.topic())) {
      refused.add(message);
      return CompletableFuture.failedStage(
          new MessageRefusedException(Subject.TOPIC, "no topic " + message.topic(), null));
    }
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
