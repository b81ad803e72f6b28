package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.TaskException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;

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

  /** The same as users' code sees it. */
  Exception failure() {
    return switch (this) {
      case TIME_IS_UP -> new TimeoutException(text);
      case CANCELLED -> new CancellationException(text);
      case LEASE_LOST, SERVER_STOPS -> new TaskException(text);
    };
  }
}
