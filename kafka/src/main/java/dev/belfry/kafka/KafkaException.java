package dev.belfry.kafka;

import dev.belfry.messaging.MessagingException;
import org.jspecify.annotations.Nullable;

/** Brokers cannot be reached, refuse the login, or lack a topic; says which and what to do. */
public final class KafkaException extends MessagingException {

  public KafkaException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
