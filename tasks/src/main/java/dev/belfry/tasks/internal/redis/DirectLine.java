package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.RedisTarget;
import io.lettuce.core.RedisCommandExecutionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A connection that the calling thread itself writes to and reads from, one call at a time. There
 * is no other thread to wake up on the way, which is most of what a single small call costs. For
 * one thread at a time, but for {@link #close}.
 */
final class DirectLine implements AutoCloseable {
  private static final int BUFFER = 8192;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final AdaptiveSpin spin;
  private final RespReader replies;
  private final RespRequest request = new RespRequest();
  private long lastUse = System.nanoTime();

  /** Connects and logs in; every step takes at most {@code limitMillis}. */
  DirectLine(RedisTarget target, int limitMillis, AdaptiveSpin spin) throws IOException {
    this.spin = spin;
    socket = PlainSocket.open(target, limitMillis);
    out = socket.getOutputStream();
    in = socket.getInputStream();
    replies = new RespReader(in, BUFFER);
  }

  /**
   * Runs a script that Redis knows by its digest.
   *
   * @return a number, a text, or a list of these
   * @throws RedisCommandExecutionException if Redis refuses
   * @throws IOException if the reply did not come; the line is of no use any more
   */
  @Nullable Object run(Script script, Arguments arguments, String... keys) throws IOException {
    if (replies.hasMore()) {
      throw new ProtocolException("Redis sent more than the last reply");
    }
    request.script(script, arguments, keys);
    request.writeTo(out);
    spin.await(in);
    Object reply = replies.read();
    lastUse = System.nanoTime();
    return reply;
  }

  /** How long ago it was used. */
  long idleNanos() {
    return System.nanoTime() - lastUse;
  }

  /** Whoever waits for a reply gets an error. Safe from any thread. */
  @Override
  public void close() {
    PlainSocket.close(socket);
  }
}
