package dev.belfry.tasks.internal.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class PlainSocketTest {

  @Test
  void closed_breaksTheConnectionSoThatNothingArrivesAfterwards() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var socket = new Socket(listener.getInetAddress(), listener.getLocalPort());
        var other = listener.accept()) {
      socket.getOutputStream().write('x');
      PlainSocket.close(socket);
      // An orderly end would mean that the system goes on sending what has not arrived yet.
      assertThatThrownBy(() -> other.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class);
    }
  }
}
