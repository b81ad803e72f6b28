package dev.belfry.tasks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and Redis. When told, it lets one command through to Redis and cuts all
 * connections instead of passing the reply on.
 */
public final class FlakyProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int redisPort;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable String> trap = new AtomicReference<>();
  private final CountDownLatch sprung = new CountDownLatch(1);

  public FlakyProxy(int redisPort) throws IOException {
    this.redisPort = redisPort;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public String uri() {
    return "redis://127.0.0.1:" + listener.getLocalPort();
  }

  /** Loses the reply to the next command in which {@code text} occurs. */
  public void loseReplyTo(String text) {
    trap.set(text);
  }

  /** Opens when the reply was lost. */
  public CountDownLatch lost() {
    return sprung;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket redis = new Socket(InetAddress.getLoopbackAddress(), redisPort);
        sockets.addAll(List.of(client, redis));
        AtomicReference<Boolean> cut = new AtomicReference<>(false);
        Thread.ofVirtual().start(() -> requests(client, redis, cut));
        Thread.ofVirtual().start(() -> replies(client, redis, cut));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void requests(Socket client, Socket redis, AtomicReference<Boolean> cut) {
    byte[] buffer = new byte[65_536];
    try {
      InputStream in = client.getInputStream();
      OutputStream out = redis.getOutputStream();
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        String text = trap.get();
        if (text != null
            && new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains(text)
            && trap.compareAndSet(text, null)) {
          cut.set(true);
        }
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // the other side is gone
    }
    closeAll(client, redis);
  }

  private void replies(Socket client, Socket redis, AtomicReference<Boolean> cut) {
    byte[] buffer = new byte[65_536];
    try {
      InputStream in = redis.getInputStream();
      OutputStream out = client.getOutputStream();
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        if (cut.get()) {
          sprung.countDown();
          break;
        }
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // the other side is gone
    }
    closeAll(client, redis);
  }

  private static void closeAll(Socket... sockets) {
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        // it is gone anyway
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    sockets.forEach(socket -> closeAll(socket));
  }
}
