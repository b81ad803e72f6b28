package dev.belfry.kafka;

import dev.belfry.kafka.internal.Causes;
import dev.belfry.messaging.MessageNotSentException;
import dev.belfry.messaging.MessageRefusedException;
import dev.belfry.messaging.MessageRefusedException.Subject;
import dev.belfry.messaging.OutgoingMessage;
import java.util.Optional;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Says why a message was not sent. */
final class Refusals {
  private Refusals() {}

  static MessageNotSentException of(
      Exception failure, OutgoingMessage message, KafkaConnection connection, int limit) {
    var text = "cannot send " + message + ": " + reason(failure, connection, message, limit);
    return subject(failure)
        .<MessageNotSentException>map(
            subject -> new MessageRefusedException(subject, text, failure))
        .orElseGet(() -> new MessageNotSentException(text, failure));
  }

  /** The same with the stack of the caller; {@code failure} has that of the producer's thread. */
  static MessageNotSentException here(Throwable failure) {
    var text = String.valueOf(failure.getMessage());
    @Nullable Throwable cause = failure.getCause();
    return failure instanceof MessageRefusedException refused
        ? new MessageRefusedException(refused.subject(), text, cause)
        : new MessageNotSentException(text, cause);
  }

  private static Optional<Subject> subject(Exception failure) {
    if (has(failure, RecordTooLargeException.class)) {
      return Optional.of(Subject.MESSAGE);
    }
    return has(failure, UnknownTopicOrPartitionException.class)
            || has(failure, InvalidTopicException.class)
            || has(failure, TopicAuthorizationException.class)
        ? Optional.of(Subject.TOPIC)
        : Optional.empty();
  }

  private static String reason(
      Exception failure, KafkaConnection connection, OutgoingMessage message, int limit) {
    if (has(failure, RecordTooLargeException.class)) {
      return ("it is too large; this sender takes %d bytes (maxMessageBytes), and the topic what"
              + " its max.message.bytes says (%s)")
          .formatted(limit, failure.getMessage());
    }
    if (has(failure, UnknownTopicOrPartitionException.class)) {
      return "topic '%s' does not exist at brokers %s; create it or correct the name"
          .formatted(message.topic(), connection);
    }
    return Causes.describe(failure, connection);
  }

  private static boolean has(Exception failure, Class<? extends Exception> kind) {
    return Causes.find(failure, kind::isInstance).isPresent();
  }
}
