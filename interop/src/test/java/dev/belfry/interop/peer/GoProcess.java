package dev.belfry.interop.peer;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.service.codec.JsonCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One running command of the Go program. It ends with this JVM, because its input does. */
final class GoProcess implements AutoCloseable {
  private static final int SECONDS_TO_END = 20;

  private final Process process;
  private final BufferedReader output;

  GoProcess(EmbeddedRedis redis, String command, Object... arguments) {
    var line = new ArrayList<>(List.of(GoProgram.path().toString(), command));
    line.add("127.0.0.1:" + redis.port());
    for (Object argument : arguments) {
      line.add(new String(JsonCodec.create().encode(argument), StandardCharsets.UTF_8));
    }
    var builder = new ProcessBuilder(line).redirectError(Redirect.INHERIT);
    // Go writes times in the zone of its machine.
    builder.environment().put("TZ", "UTC");
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Sends a question and waits for its answer. For one thread at a time. */
  <T> T ask(Object question, Class<T> answer) {
    try {
      var input = process.getOutputStream();
      input.write(JsonCodec.create().encode(question));
      input.write('\n');
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read(answer);
  }

  /** Waits for the next line. */
  <T> T read(Class<T> type) {
    String line = readLine();
    if (line == null) {
      throw new IllegalStateException("The Go program ended; its error output says why");
    }
    return decode(line, type);
  }

  static <T> T decode(String line, Class<T> type) {
    return JsonCodec.create().decode(line.getBytes(StandardCharsets.UTF_8), type);
  }

  /** The next line, or null when the program has ended. */
  @Nullable String readLine() {
    try {
      return output.readLine();
    } catch (IOException e) {
      return null;
    }
  }

  /** Ends the program as {@code kill -9} does; returns when it has. */
  void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until the program has ended by itself. */
  void awaitEnd() throws InterruptedException {
    if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("The Go program did not end");
    }
  }

  /** Lets the program end in its own way, and waits until it has. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      awaitEnd();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
