package dev.belfry.beanstalkd;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Stands before a server and cuts each connection in place of the answer that a job was stored. */
final class LostAnswers implements AutoCloseable {
  private final BeanstalkNode server;
  private final ServerSocket port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  LostAnswers(BeanstalkNode server) throws IOException {
    this.server = server;
    Thread.startVirtualThread(this::accept);
  }

  /** The server as it is seen through here. */
  BeanstalkNode node() {
    return new BeanstalkNode("127.0.0.1:" + port.getLocalPort(), server.tube());
  }

  private void accept() {
    while (!port.isClosed()) {
      try {
        var client = port.accept();
        var real = new Socket(server.host(), server.port());
        Thread.startVirtualThread(() -> copy(client, real));
        Thread.startVirtualThread(() -> copy(real, client));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      var buffer = new byte[65_536];
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (new String(buffer, 0, read, US_ASCII).startsWith("INSERTED")) {
          return;
        }
        to.getOutputStream().write(buffer, 0, read);
      }
    } catch (IOException e) {
      // One side has gone; the other one goes too.
    }
  }

  @Override
  public void close() throws IOException {
    port.close();
  }
}
