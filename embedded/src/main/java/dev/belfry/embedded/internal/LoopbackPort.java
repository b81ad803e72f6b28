package dev.belfry.embedded.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;

/** Free TCP ports on 127.0.0.1. */
public final class LoopbackPort {
  /** The address that every embedded server listens on, and no other. */
  public static final String HOST = "127.0.0.1";

  /**
   * Below the ranges from which systems take the ports of outgoing connections (Linux from 32768,
   * macOS and Windows from 49152). A client that keeps reconnecting while its server is down would
   * otherwise get the server's own port some day, connect to itself, and keep the server out.
   */
  private static final int LOWEST = 15_000;

  private static final int HIGHEST = 32_000;
  private static final int TRIES = 200;

  private LoopbackPort() {}

  /** The socket address of a port. */
  static InetSocketAddress address(int port) {
    try {
      // Not getLoopbackAddress, which is ::1 where IPv6 is preferred.
      return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A port that is free now. Another process can still take it before its user does. */
  public static int pick() {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "No free port found between " + LOWEST + " and " + HIGHEST + " in " + TRIES + " tries");
  }

  /** Whether a server could listen on the port now. */
  public static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      // As servers do it: connections of the past that linger do not count as use.
      socket.setReuseAddress(true);
      socket.bind(address(port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
