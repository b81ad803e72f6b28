package dev.belfry.embedded.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One command to a Redis, without a client library. */
public final class RedisTalk {
  private static final int TIMEOUT_MILLIS = 2_000;

  private RedisTalk() {}

  /**
   * Sends a command on a connection of its own.
   *
   * @param password the server's password, or null
   * @return a String, a Long, a List of these, or null
   * @throws IOException if there is no answer, or it is an error
   */
  public static @Nullable Object ask(int port, @Nullable String password, String... words)
      throws IOException {
    try (var socket = new Socket()) {
      socket.connect(LoopbackPort.address(port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      var reply = new BufferedInputStream(socket.getInputStream());
      if (password != null) {
        send(socket, "AUTH", password);
        read(reply);
      }
      send(socket, words);
      return read(reply);
    }
  }

  private static void send(Socket socket, String... words) throws IOException {
    var request = new StringBuilder().append('*').append(words.length).append("\r\n");
    for (String word : words) {
      request.append('$').append(word.getBytes(UTF_8).length);
      request.append("\r\n").append(word).append("\r\n");
    }
    socket.getOutputStream().write(request.toString().getBytes(UTF_8));
  }

  private static @Nullable Object read(InputStream in) throws IOException {
    String line = line(in);
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+' -> rest;
      case ':' -> Long.valueOf(rest);
      case '$' -> bulk(in, Integer.parseInt(rest));
      case '*' -> list(in, Integer.parseInt(rest));
      default -> throw new IOException(rest);
    };
  }

  private static @Nullable String bulk(InputStream in, int length) throws IOException {
    if (length < 0) {
      return null;
    }
    byte[] content = in.readNBytes(length);
    line(in);
    return new String(content, UTF_8);
  }

  private static List<@Nullable Object> list(InputStream in, int size) throws IOException {
    var all = new ArrayList<@Nullable Object>();
    for (int i = 0; i < size; i++) {
      all.add(read(in));
    }
    return all;
  }

  private static String line(InputStream in) throws IOException {
    var text = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("Redis closed the connection");
      }
      if (c != '\r') {
        text.append((char) c);
      }
    }
    return text.toString();
  }
}
