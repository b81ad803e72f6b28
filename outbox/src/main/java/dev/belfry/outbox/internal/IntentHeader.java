package dev.belfry.outbox.internal;

/** The header of messages that carries the id of their intent. */
public final class IntentHeader {
  /** Its name. */
  public static final String NAME = "belfry-intent-id";

  private IntentHeader() {}
}
