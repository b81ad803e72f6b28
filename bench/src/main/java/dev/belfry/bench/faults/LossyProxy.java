package dev.belfry.bench.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between clients and Redis and breaks what passes through it: connections are cut, or
 * requests reach Redis while its replies are lost. Thread-safe.
 */
final class LossyProxy implements AutoCloseable {
  private static final int BACKLOG = 50;
  private static final int BUFFER_BYTES = 65_536;

  private final ServerSocket listener;
  private final int redisPort;
  private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
  private volatile boolean losingReplies;

  private record Pair(Socket client, Socket redis) {
    void cut() {
      close(client);
      close(redis);
    }
  }

  LossyProxy(int redisPort) throws IOException {
    this.redisPort = redisPort;
    listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("lossy-proxy").start(this::accept);
  }

  String uri() {
    return "redis://127.0.0.1:" + listener.getLocalPort();
  }

  /** Cuts all connections; new ones are let in. */
  void cut() {
    pairs.forEach(Pair::cut);
  }

  /** From now on Redis does what it is asked, but nobody hears of it. */
  void loseReplies() {
    losingReplies = true;
  }

  /** Cuts the connections whose replies were lost, and is reliable again. */
  void restore() {
    cut();
    losingReplies = false;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        try {
          var pair = new Pair(client, new Socket(InetAddress.getLoopbackAddress(), redisPort));
          pairs.add(pair);
          Thread.ofVirtual().start(() -> requests(pair));
          Thread.ofVirtual().start(() -> replies(pair));
        } catch (IOException redisIsAway) {
          close(client);
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void requests(Pair pair) {
    copy(pair, pair.client, pair.redis, true);
  }

  private void replies(Pair pair) {
    copy(pair, pair.redis, pair.client, false);
  }

  private void copy(Pair pair, Socket from, Socket to, boolean isRequest) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        if (isRequest || !losingReplies) {
          out.write(buffer, 0, n);
        }
      }
    } catch (IOException gone) {
      // The other side gets to know below.
    }
    pair.cut();
    pairs.remove(pair);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // It is closed either way.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}
