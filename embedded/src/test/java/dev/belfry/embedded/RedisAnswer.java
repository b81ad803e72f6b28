package dev.belfry.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** One command, one answer. */
final class RedisAnswer {
  private RedisAnswer() {}

  /** The first line of the answer. */
  static String ask(EmbeddedRedis redis, String... words) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
      return send(socket, words).readLine();
    }
  }

  static Path directory(EmbeddedRedis redis) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
      var reply = send(socket, "CONFIG", "GET", "dir");
      for (int i = 0; i < 4; i++) {
        reply.readLine();
      }
      return Path.of(reply.readLine());
    }
  }

  private static BufferedReader send(Socket socket, String... words) throws IOException {
    var request = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      request.append('$').append(word.getBytes(StandardCharsets.UTF_8).length).append("\r\n");
      request.append(word).append("\r\n");
    }
    socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }
}
