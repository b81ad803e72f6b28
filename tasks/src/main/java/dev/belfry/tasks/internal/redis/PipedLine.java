package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.RedisTarget;
import io.lettuce.core.RedisCommandExecutionException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A connection on which several calls may be under way. Whoever calls writes; one thread reads, and
 * what depends on a reply runs on it. Thread-safe.
 */
final class PipedLine implements AutoCloseable {
  /** Some hundred tasks with small payloads. */
  private static final int BUFFER = 1 << 16;

  /** More could fill the buffers of the socket, and writing to it has no time limit. */
  private static final int MOST_BYTES = 1 << 15;

  private record Call(CompletableFuture<@Nullable Object> reply, int bytes, long sentAt) {}

  private record Order(
      Script script,
      Arguments arguments,
      List<String> keys,
      int bytes,
      CompletableFuture<@Nullable Object> reply) {}

  private final Socket socket;
  private final OutputStream out;
  private final RespReader replies;
  private final RespRequest request = new RespRequest();
  private final long limitNanos;
  private final Queue<Order> orders = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unserved = new AtomicInteger();
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile @Nullable IOException end;
  private volatile boolean closed;
  private volatile long lastUse = System.nanoTime();

  /** Connects and logs in; every step takes at most {@code limitMillis}. */
  PipedLine(RedisTarget target, int limitMillis) throws IOException {
    socket = PlainSocket.open(target, limitMillis);
    out = socket.getOutputStream();
    replies = new RespReader(socket.getInputStream(), BUFFER);
    limitNanos = limitMillis * 1_000_000L;
  }

  /**
   * Runs a script that Redis knows by its digest; returns at once. It fails with what Redis says if
   * it refuses, or with an {@link IOException} if the line breaks; then it may have run. Null if
   * the line has enough to carry.
   */
  @Nullable CompletableFuture<@Nullable Object> send(
      Script script, Arguments arguments, String... keys) {
    int bytes = arguments.bytes();
    if (underWay.addAndGet(bytes) > MOST_BYTES) {
      underWay.addAndGet(-bytes);
      return null;
    }
    var reply = new CompletableFuture<@Nullable Object>();
    orders.add(new Order(script, arguments, List.of(keys), bytes, reply));
    // One thread writes, for all that come meanwhile too, so that nobody waits for another.
    if (unserved.getAndIncrement() == 0) {
      int served = 1;
      do {
        write();
        served = unserved.addAndGet(-served);
      } while (served != 0);
    }
    return reply;
  }

  private void write() {
    long now = System.nanoTime();
    lastUse = now;
    boolean some = false;
    try {
      for (Order order = orders.poll(); order != null; order = orders.poll()) {
        calls.add(new Call(order.reply, order.bytes, now));
        request.script(order.script, order.arguments, order.keys.toArray(String[]::new));
        some = true;
      }
      if (some && end == null) {
        request.writeTo(out);
      }
    } catch (IOException e) {
      end(e);
    } catch (RuntimeException | Error e) {
      // Whoever comes next must not wait for this thread; and nobody may wait for ever.
      end(new IOException("cannot write to Redis", e));
    }
    if (end != null) {
      request.clear();
      failAll();
    }
  }

  /**
   * Reads replies until the line is closed.
   *
   * @throws IOException if it breaks before that
   */
  void read() throws IOException {
    try {
      while (end == null) {
        readReply();
      }
    } catch (IOException e) {
      end(e);
      if (!closed) {
        throw e;
      }
    } finally {
      close();
      failAll();
    }
  }

  private void readReply() throws IOException {
    Object reply = null;
    RedisCommandExecutionException refusal = null;
    try {
      reply = replies.read();
    } catch (SocketTimeoutException e) {
      Call oldest = calls.peek();
      if (replies.isWithinReply()
          || (oldest != null && System.nanoTime() - oldest.sentAt > limitNanos)) {
        throw e;
      }
      return;
    } catch (RedisCommandExecutionException e) {
      refusal = e;
    }
    Call call = calls.poll();
    if (call == null) {
      throw new IOException("Redis sent more than the last reply");
    }
    underWay.addAndGet(-call.bytes);
    if (refusal == null) {
      call.reply.complete(reply);
    } else {
      call.reply.completeExceptionally(refusal);
    }
  }

  private void end(IOException reason) {
    if (end == null) {
      end = reason;
    }
    PlainSocket.close(socket);
  }

  private void failAll() {
    IOException reason = end;
    for (Call call = calls.poll(); call != null && reason != null; call = calls.poll()) {
      call.reply.completeExceptionally(reason);
    }
  }

  boolean isBroken() {
    return end != null;
  }

  /** How long ago it was used. */
  long idleNanos() {
    return System.nanoTime() - lastUse;
  }

  /** What is under way fails. */
  @Override
  public void close() {
    closed = true;
    end(new IOException("the connection was closed"));
  }
}
