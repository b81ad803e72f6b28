package dev.belfry.beanstalkd.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.belfry.beanstalkd.BeanstalkNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A connection to a beanstalkd server that speaks its protocol strictly: an answer that does not
 * fit the command ends the connection. A {@link Refused} leaves it usable; any other IOException
 * does not. Belongs to one thread at a time, but for {@link #close}.
 */
public final class Connection implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  /** 5 s for an answer: servers answer in microseconds, or fsync first. */
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

  /** An answer without a body is a word and a number or two. */
  private static final int LONGEST_LINE = 1_024;

  /** What beanstalkd allows at most with {@code -z}. */
  private static final int LARGEST_BODY = 1_073_741_824;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private Connection(Socket socket) throws IOException {
    this.socket = socket;
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** Connects, within two seconds. */
  @SuppressWarnings("AddressSelection") // The first address is what other clients use, too.
  public static Connection open(BeanstalkNode node) throws IOException {
    var socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.connect(
          new InetSocketAddress(node.host(), node.port()), (int) CONNECT_TIMEOUT.toMillis());
      socket.setSoTimeout((int) READ_TIMEOUT.toMillis());
      return new Connection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Puts go to this tube from now on. */
  public void use(String tube) throws IOException {
    ask("use " + tube).expect("USING");
  }

  /** Stores a job. */
  public long put(byte[] body, long priority, long delaySeconds, long ttrSeconds)
      throws IOException {
    var line = "put %d %d %d %d".formatted(priority, delaySeconds, ttrSeconds, body.length);
    var bytes = new ByteArrayOutputStream(line.length() + body.length + 4);
    bytes.writeBytes((line + "\r\n").getBytes(US_ASCII));
    bytes.writeBytes(body);
    bytes.writeBytes("\r\n".getBytes(US_ASCII));
    out.write(bytes.toByteArray());
    return answer("put").expect("INSERTED").number(1);
  }

  /** Reserves from this tube and no other from now on. */
  public void watchOnly(String tube) throws IOException {
    ask("watch " + tube).expect("WATCHING");
    if (!tube.equals("default")) {
      ask("ignore default").expect("WATCHING");
    }
  }

  /** Waits for a job; empty if none came in time. */
  public Optional<Job> reserve(Duration timeout) throws IOException {
    var seconds = timeout.toSeconds();
    socket.setSoTimeout((int) READ_TIMEOUT.plusSeconds(seconds).toMillis());
    try {
      var answer = ask("reserve-with-timeout " + seconds);
      if (answer.is("TIMED_OUT") || answer.is("DEADLINE_SOON")) {
        return Optional.empty();
      }
      answer.expect("RESERVED");
      return Optional.of(new Job(answer.number(1), body(answer.number(2))));
    } finally {
      socket.setSoTimeout((int) READ_TIMEOUT.toMillis());
    }
  }

  /** Removes a job; false if it is not there, or somebody else has it. */
  public boolean delete(long id) throws IOException {
    return found("delete " + id, "DELETED");
  }

  /** Gives a reserved job back; false if this connection does not have it any more. */
  public boolean release(long id, long priority, long delaySeconds) throws IOException {
    var answer = ask("release %d %d %d".formatted(id, priority, delaySeconds));
    if (answer.is("NOT_FOUND")) {
      return false;
    }
    if (!answer.is("BURIED")) { // What a server without memory does instead.
      answer.expect("RELEASED");
    }
    return true;
  }

  /** Puts a reserved job aside; false if this connection does not have it any more. */
  public boolean bury(long id, long priority) throws IOException {
    return found("bury %d %d".formatted(id, priority), "BURIED");
  }

  /** Lets the time that a job is reserved for begin anew; false if this connection lost it. */
  public boolean touch(long id) throws IOException {
    return found("touch " + id, "TOUCHED");
  }

  /** The buried job of the used tube that was buried first; empty if there is none. */
  public Optional<Job> peekBuried() throws IOException {
    return peek("peek-buried");
  }

  /** A job, whatever its state; empty if it is not there. */
  public Optional<Job> peek(long id) throws IOException {
    return peek("peek " + id);
  }

  private Optional<Job> peek(String command) throws IOException {
    var answer = ask(command);
    if (answer.is("NOT_FOUND")) {
      return Optional.empty();
    }
    answer.expect("FOUND");
    return Optional.of(new Job(answer.number(1), body(answer.number(2))));
  }

  /** Makes a buried job ready; false if it is not there. */
  public boolean kick(long id) throws IOException {
    return found("kick-job " + id, "KICKED");
  }

  /** Numbers of a tube by name; empty if the tube has no jobs and nobody uses it. */
  public Map<String, Long> statistics(String tube) throws IOException {
    var numbers = new HashMap<String, Long>();
    var answer = ask("stats-tube " + tube);
    if (answer.is("NOT_FOUND")) {
      return numbers;
    }
    answer.expect("OK");
    for (var line : new String(body(answer.number(1)), US_ASCII).split("\n", -1)) {
      var colon = line.indexOf(": ");
      if (colon > 0 && line.substring(colon + 2).matches("\\d{1,18}")) {
        numbers.put(line.substring(0, colon), Long.valueOf(line.substring(colon + 2)));
      }
    }
    return numbers;
  }

  /** Closes the socket; the server then takes back what this connection has reserved. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  private boolean found(String command, String success) throws IOException {
    var answer = ask(command);
    if (answer.is("NOT_FOUND")) {
      return false;
    }
    answer.expect(success);
    return true;
  }

  private Answer ask(String command) throws IOException {
    out.write((command + "\r\n").getBytes(US_ASCII));
    return answer(command);
  }

  private Answer answer(String command) throws IOException {
    var line = new StringBuilder();
    for (var next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (line.length() >= LONGEST_LINE) {
        throw new IOException("the answer to " + command + " is no line of beanstalkd");
      }
      line.append((char) next);
    }
    var end = line.length() - 1;
    if (end < 0 || line.charAt(end) != '\r') {
      throw new IOException("the answer to " + command + " does not end as beanstalkd's do");
    }
    return new Answer(command, List.of(line.substring(0, end).split(" ", -1)));
  }

  private byte[] body(long length) throws IOException {
    if (length < 0 || length > LARGEST_BODY) {
      throw new IOException("a body of " + length + " bytes is none of beanstalkd's");
    }
    var body = in.readNBytes((int) length);
    if (body.length < length || in.read() != '\r' || in.read() != '\n') {
      throw new EOFException("the server closed the connection within a body");
    }
    return body;
  }
}
