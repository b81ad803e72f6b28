package dev.belfry.tasks.internal.server;

/** Why a handler was interrupted, with the words that Go's tools know. */
enum Interruption {
  TIME_IS_UP("context deadline exceeded"),
  CANCELLED("context canceled"),
  LEASE_LOST("asynq: task lease expired"),
  SERVER_STOPS("the server is stopping");

  final String text;

  Interruption(String text) {
    this.text = text;
  }
}
