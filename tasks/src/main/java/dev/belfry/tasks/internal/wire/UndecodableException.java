package dev.belfry.tasks.internal.wire;

/** Stored bytes are not the record they should be. The message says what is wrong with them. */
public final class UndecodableException extends Exception {
  private static final long serialVersionUID = 1;

  UndecodableException(String record, Exception cause) {
    super("not a valid " + record + ": " + cause.getMessage(), cause);
  }
}
