package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisCommandExecutionException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replies of Redis. For one thread. */
final class RespReader {
  private final InputStream in;
  private final byte[] received;
  private int position;
  private int limit;
  private boolean withinReply;

  RespReader(InputStream in, int bufferSize) {
    this.in = in;
    received = new byte[bufferSize];
  }

  /** Whether more has come than was read. */
  boolean hasMore() {
    return position != limit;
  }

  /**
   * Reads a reply.
   *
   * @return a number, a text, or a list of these
   * @throws RedisCommandExecutionException if Redis refuses
   * @throws IOException if the reply did not come; the connection is of no use any more, unless
   *     only the time was up and {@link #isWithinReply} is false
   */
  @Nullable Object read() throws IOException {
    int type = next();
    withinReply = true;
    if (type == '-') {
      String refusal = line();
      withinReply = false;
      throw new RedisCommandExecutionException(refusal);
    }
    Object reply = value(type);
    withinReply = false;
    return reply;
  }

  /** Whether the last {@link #read} failed after the first byte of a reply. */
  boolean isWithinReply() {
    return withinReply;
  }

  private @Nullable Object value(int type) throws IOException {
    return switch (type) {
      case '+' -> line();
      case ':' -> number();
      case '$' -> bulk((int) number());
      case '*' -> list((int) number());
      default -> throw new ProtocolException("no reply of Redis begins with byte " + type);
    };
  }

  private List<@Nullable Object> list(int size) throws IOException {
    var values = new ArrayList<@Nullable Object>(Math.max(0, size));
    for (int i = 0; i < size; i++) {
      values.add(value(next()));
    }
    return values;
  }

  private byte @Nullable [] bulk(int length) throws IOException {
    if (length < 0) {
      return null;
    }
    byte[] value = new byte[length];
    for (int at = 0; at < length; ) {
      if (position == limit) {
        fill();
      }
      int count = Math.min(length - at, limit - position);
      System.arraycopy(received, position, value, at, count);
      position += count;
      at += count;
    }
    next();
    next();
    return value;
  }

  private long number() throws IOException {
    long value = 0;
    boolean negative = false;
    for (int next = next(); next != '\r'; next = next()) {
      if (next == '-') {
        negative = true;
      } else {
        value = value * 10 + (next - '0');
      }
    }
    next();
    return negative ? -value : value;
  }

  private String line() throws IOException {
    var text = new ByteArrayOutputStream();
    for (int next = next(); next != '\r'; next = next()) {
      text.write(next);
    }
    next();
    return text.toString(UTF_8);
  }

  private int next() throws IOException {
    if (position == limit) {
      fill();
    }
    return received[position++];
  }

  private void fill() throws IOException {
    position = 0;
    limit = 0;
    limit = Math.max(0, in.read(received));
    if (limit == 0) {
      throw new EOFException("Redis closed the connection");
    }
  }
}
