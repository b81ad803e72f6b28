package dev.belfry.outbox.internal;

/** What an intent becomes. Tasks and messages are relayed apart from each other. */
public enum Kind {
  TASK(0),
  MESSAGE(1);

  /** Slots of a kind: as many relays can share its work. The schema has a row for each. */
  static final int SLOTS = 16;

  private final int code;

  Kind(int code) {
    this.code = code;
  }

  /** As it is stored. */
  short code() {
    return (short) code;
  }

  /** The slot that a key belongs to. */
  short slot(long orderKey) {
    return (short) (SLOTS * code + Math.floorMod(orderKey, SLOTS));
  }

  static Kind of(int code) {
    return code == TASK.code ? TASK : MESSAGE;
  }

  /** For people and meters. */
  @Override
  public String toString() {
    return this == TASK ? "task" : "message";
  }
}
