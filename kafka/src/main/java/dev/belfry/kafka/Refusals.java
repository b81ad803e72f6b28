package dev.belfry.kafka;

import dev.belfry.kafka.internal.Causes;
import dev.belfry.messaging.OutgoingMessage;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Says why a message was not sent. */
final class Refusals {
  private Refusals() {}

  static String describe(
      Exception failure, OutgoingMessage message, KafkaConnection connection, int maxMessageBytes) {
    return "cannot send " + message + ": " + reason(failure, connection, message, maxMessageBytes);
  }

  private static String reason(
      Exception failure, KafkaConnection connection, OutgoingMessage message, int limit) {
    if (Causes.find(failure, RecordTooLargeException.class::isInstance).isPresent()) {
      return ("it is too large; this sender takes %d bytes (maxMessageBytes), and the topic what"
              + " its max.message.bytes says (%s)")
          .formatted(limit, failure.getMessage());
    }
    if (Causes.find(failure, UnknownTopicOrPartitionException.class::isInstance).isPresent()) {
      return "topic '%s' does not exist at brokers %s; create it or correct the name"
          .formatted(message.topic(), connection);
    }
    return Causes.describe(failure, connection);
  }
}
