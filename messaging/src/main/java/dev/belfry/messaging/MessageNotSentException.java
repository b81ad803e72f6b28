package dev.belfry.messaging;

import org.jspecify.annotations.Nullable;

/**
 * The broker did not confirm a message in time, or refused it. After a timeout the message may
 * still be there; after a refusal it is not. A {@link MessageRefusedException} says that the broker
 * works and others may be taken.
 */
public class MessageNotSentException extends MessagingException {

  public MessageNotSentException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
