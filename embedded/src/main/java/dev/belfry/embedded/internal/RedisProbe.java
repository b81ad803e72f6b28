package dev.belfry.embedded.internal;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asks a Redis whether it is ready, without a client library. */
public final class RedisProbe {
  private static final int TIMEOUT_MILLIS = 1_000;
  private static final int REPLY_BYTES = 64 * 1024;

  private RedisProbe() {}

  /**
   * Whether the process {@code pid}, and no other, serves the port and has loaded its data.
   *
   * @param password the server's password, or null
   */
  public static boolean isReady(int port, @Nullable String password, long pid) {
    try (var socket = new Socket()) {
      socket.connect(LoopbackPort.address(port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      var request = new StringBuilder();
      if (password != null) {
        append(request, "AUTH", password);
      }
      append(request, "INFO", "server");
      // Answered with an error while data are being loaded.
      append(request, "PING");
      append(request, "QUIT");
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
      // Redis closes the connection after QUIT, so the reply has an end.
      var reply =
          new String(socket.getInputStream().readNBytes(REPLY_BYTES), StandardCharsets.ISO_8859_1);
      return reply.contains("process_id:" + pid + "\r\n") && reply.contains("+PONG\r\n");
    } catch (IOException e) {
      return false;
    }
  }

  private static void append(StringBuilder request, String... words) {
    request.append('*').append(words.length).append("\r\n");
    for (String word : words) {
      request.append('$').append(word.getBytes(StandardCharsets.UTF_8).length);
      request.append("\r\n").append(word).append("\r\n");
    }
  }
}
