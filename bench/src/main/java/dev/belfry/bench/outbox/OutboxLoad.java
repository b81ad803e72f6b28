package dev.belfry.bench.outbox;

import java.util.Locale;

/** What each transaction writes beside its order. */
enum OutboxLoad {
  TASKS(1),
  MESSAGES(1),
  BOTH(2);

  private final int intents;

  OutboxLoad(int intents) {
    this.intents = intents;
  }

  /** Of each transaction. */
  int intents() {
    return intents;
  }

  boolean hasTasks() {
    return this != MESSAGES;
  }

  boolean hasMessages() {
    return this != TASKS;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
