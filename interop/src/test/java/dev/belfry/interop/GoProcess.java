package dev.belfry.interop;

import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.service.codec.JsonCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** One running command of the Go program. It ends with this JVM, because its input does. */
final class GoProcess implements AutoCloseable {
  private static final int SECONDS_TO_END = 20;

  private final Process process;
  private final BufferedReader output;

  GoProcess(String command, EmbeddedRedis redis) {
    try {
      process =
          new ProcessBuilder(GoProgram.path().toString(), command, "127.0.0.1:" + redis.port())
              .redirectError(Redirect.INHERIT)
              .start();
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
    return JsonCodec.create().decode(line.getBytes(StandardCharsets.UTF_8), type);
  }

  /** The next line, or null when the program has ended. */
  String readLine() {
    try {
      return output.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets the program end in its own way, and waits until it has. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("The Go program did not end");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
