package dev.belfry.embedded.internal;

import dev.belfry.embedded.EmbeddedServerException;

/** On which port a server starts: the one it was told, or one that is free. */
public final class PortChoice {
  private PortChoice() {}

  /**
   * Starts a server on {@code port}, or on a free one if that is 0.
   *
   * @param tries how often a free port may turn out to be taken by somebody faster
   * @return the port it is on
   */
  public static <E extends Exception> int launch(int port, int tries, Launch<E> launch) throws E {
    if (port != 0) {
      if (!LoopbackPort.isFree(port)) {
        throw inUse(port);
      }
      launch.on(port);
      return port;
    }
    for (int i = 1; ; i++) {
      int candidate = LoopbackPort.pick();
      try {
        launch.on(candidate);
        return candidate;
      } catch (EmbeddedServerException e) {
        if (i == tries || LoopbackPort.isFree(candidate)) {
          throw e;
        }
      }
    }
  }

  /** What to say of a port that somebody else has. */
  public static EmbeddedServerException inUse(int port) {
    return new EmbeddedServerException(
        "Port " + port + " on 127.0.0.1 is in use: give another one, or 0 for a free one", null);
  }

  /** Starts a server and waits until it is ready. */
  public interface Launch<E extends Exception> {
    void on(int port) throws E;
  }
}
