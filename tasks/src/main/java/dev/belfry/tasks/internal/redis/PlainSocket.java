package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.RedisTarget.Kind;
import dev.belfry.tasks.RedisTarget.Transport;
import io.lettuce.core.RedisCommandExecutionException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

/** Connections that are read and written without Lettuce. */
final class PlainSocket {
  /** Enough for the replies to small calls. */
  private static final int BUFFER = 512;

  private PlainSocket() {}

  /** Whether the target can be used that way: one server, no encryption, no waiting for others. */
  static boolean suits(RedisTarget target) {
    return target.kind() == Kind.SERVER
        && target.transport() == Transport.PLAIN
        && target.replicas() == 0;
  }

  /** There must be time left for the other way. */
  static int limitMillis(RedisTarget target) {
    return Math.clamp(target.commandTimeout().toMillis() / 4, 1, 1000);
  }

  /** Whether the other way, over the shared connection, would bring the same. */
  static boolean isFinal(Throwable failure) {
    return failure instanceof RedisCommandExecutionException refusal
        && Trouble.of(refusal) == Trouble.NONE
        && !String.valueOf(refusal.getMessage()).startsWith("NOSCRIPT");
  }

  /** Connects and logs in; every step, and every read later, takes at most that long. */
  static Socket open(RedisTarget target, int limitMillis) throws IOException {
    var socket = new Socket();
    try {
      var node = target.nodes().getFirst();
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.setSoTimeout(limitMillis);
      socket.connect(new InetSocketAddress(node.host(), node.port()), limitMillis);
      logIn(socket, target);
      return socket;
    } catch (IOException | RuntimeException e) {
      close(socket);
      throw e;
    }
  }

  private static void logIn(Socket socket, RedisTarget target) throws IOException {
    try {
      identify(socket, target);
    } catch (RedisCommandExecutionException e) {
      throw new IOException("Redis refuses the login", e);
    }
  }

  private static void identify(Socket socket, RedisTarget target) throws IOException {
    var reader = new RespReader(socket.getInputStream(), BUFFER);
    String user = target.user();
    String password = target.password();
    if (password != null) {
      call(
          socket,
          reader,
          user == null ? List.of("AUTH", password) : List.of("AUTH", user, password));
    }
    if (target.database() != 0) {
      call(socket, reader, List.of("SELECT", String.valueOf(target.database())));
    }
    try {
      call(socket, reader, List.of("CLIENT", "SETNAME", RedisClients.CLIENT_NAME));
    } catch (RedisCommandExecutionException e) {
      // Only people read the name, and some operators forbid the command.
      return;
    }
  }

  private static void call(Socket socket, RespReader reader, List<String> words)
      throws IOException {
    var request = new RespRequest();
    request.begin(words.size());
    words.forEach(word -> request.argument(word.getBytes(UTF_8)));
    request.writeTo(socket.getOutputStream());
    Object unused = reader.read();
  }

  /**
   * Whoever waits for a reply gets an error. What is still on its way is dropped: it must not reach
   * Redis, after a cut of the network for example, when the same call has been made the other way.
   */
  static void close(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // The other side was first, or it was never connected.
    }
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more either way.
      return;
    }
  }
}
