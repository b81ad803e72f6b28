package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.RedisTarget;
import io.lettuce.core.RedisCommandExecutionException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection that the calling thread itself writes to and reads from, one call at a time. There
 * is no other thread to wake up on the way, which is most of what a single small call costs. For
 * one thread at a time, but for {@link #close}.
 */
final class DirectLine implements AutoCloseable {
  private static final int BUFFER = 8192;
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final byte[] EVALSHA = "EVALSHA".getBytes(UTF_8);

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final ByteArrayOutputStream request = new ByteArrayOutputStream(BUFFER);
  private final byte[] received = new byte[BUFFER];
  private int position;
  private int limit;
  private long lastUse = System.nanoTime();

  /** Connects and logs in; every step takes at most {@code limitMillis}. */
  DirectLine(RedisTarget target, int limitMillis) throws IOException {
    socket = new Socket();
    try {
      var node = target.nodes().getFirst();
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.setSoTimeout(limitMillis);
      socket.connect(new InetSocketAddress(node.host(), node.port()), limitMillis);
      in = socket.getInputStream();
      out = socket.getOutputStream();
      logIn(target);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void logIn(RedisTarget target) throws IOException {
    try {
      identify(target);
    } catch (RedisCommandExecutionException e) {
      throw new IOException("Redis refuses the login", e);
    }
  }

  private void identify(RedisTarget target) throws IOException {
    String user = target.user();
    String password = target.password();
    if (password != null) {
      call(user == null ? List.of("AUTH", password) : List.of("AUTH", user, password));
    }
    if (target.database() != 0) {
      call(List.of("SELECT", String.valueOf(target.database())));
    }
    try {
      call(List.of("CLIENT", "SETNAME", RedisClients.CLIENT_NAME));
    } catch (RedisCommandExecutionException e) {
      // Only people read the name, and some operators forbid the command.
      return;
    }
  }

  private void call(List<String> words) throws IOException {
    begin(words.size());
    words.forEach(word -> argument(word.getBytes(UTF_8)));
    send();
    read();
  }

  /**
   * Runs a script that Redis knows by its digest.
   *
   * @return a number, a text, or a list of these
   * @throws RedisCommandExecutionException if Redis refuses
   * @throws IOException if the reply did not come; the line is of no use any more
   */
  @Nullable Object run(Script script, Arguments arguments, String... keys) throws IOException {
    byte[][] values = arguments.toArray();
    begin(3 + keys.length + values.length);
    argument(EVALSHA);
    argument(script.digest().getBytes(UTF_8));
    argument(Integer.toString(keys.length).getBytes(UTF_8));
    for (String key : keys) {
      argument(key.getBytes(UTF_8));
    }
    for (byte[] value : values) {
      argument(value);
    }
    send();
    Object reply = read();
    lastUse = System.nanoTime();
    return reply;
  }

  /** How long ago it was used. */
  long idleNanos() {
    return System.nanoTime() - lastUse;
  }

  private void begin(int count) {
    request.reset();
    header('*', count);
  }

  private void header(char type, int number) {
    request.write(type);
    request.writeBytes(Integer.toString(number).getBytes(UTF_8));
    request.writeBytes(LINE_END);
  }

  private void argument(byte[] value) {
    header('$', value.length);
    request.writeBytes(value);
    request.writeBytes(LINE_END);
  }

  private void send() throws IOException {
    if (position != limit) {
      throw new ProtocolException("Redis sent more than the last reply");
    }
    request.writeTo(out);
  }

  private @Nullable Object read() throws IOException {
    int type = next();
    if (type == '-') {
      throw new RedisCommandExecutionException(line());
    }
    return value(type);
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
    for (int i = 0; i < length; i++) {
      value[i] = (byte) next();
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
      position = 0;
      limit = Math.max(0, in.read(received));
      if (limit == 0) {
        throw new EOFException("Redis closed the connection");
      }
    }
    return received[position++];
  }

  /** Whoever waits for a reply gets an error. Safe from any thread. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more either way.
      return;
    }
  }
}
