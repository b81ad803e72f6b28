package dev.belfry.messaging;

import org.jspecify.annotations.Nullable;

/**
 * The broker works and does not take this message: another attempt fails too, until somebody
 * changes something. It was not sent.
 */
public final class MessageRefusedException extends MessageNotSentException {
  private static final long serialVersionUID = 1;

  /** What it is that the broker does not take. */
  public enum Subject {
    /** This message, which is too large for instance. */
    MESSAGE,

    /** Whatever is for its topic, which does not exist for instance, or may not be written to. */
    TOPIC
  }

  private final Subject subject;

  public MessageRefusedException(Subject subject, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.subject = subject;
  }

  /** What it is that the broker does not take. */
  public Subject subject() {
    return subject;
  }
}
