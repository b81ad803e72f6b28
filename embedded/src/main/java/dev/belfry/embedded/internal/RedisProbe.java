package dev.belfry.embedded.internal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Asks a Redis whether it is ready. */
public final class RedisProbe {

  private RedisProbe() {}

  /**
   * Whether the process {@code pid}, and no other, serves the port and has loaded its data.
   *
   * @param password the server's password, or null
   */
  public static boolean isReady(int port, @Nullable String password, long pid) {
    try {
      String server = String.valueOf(RedisTalk.ask(port, password, "INFO", "server"));
      // PING is answered with an error while data are being loaded.
      return server.contains("process_id:" + pid + "\r\n")
          && "PONG".equals(RedisTalk.ask(port, password, "PING"));
    } catch (IOException e) {
      return false;
    }
  }
}
