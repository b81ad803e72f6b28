package dev.belfry.bench.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.cli.CommandFailure;
import dev.belfry.service.codec.JsonCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Map;

/** A process that measures once for each line that it gets. For one thread. */
final class Player implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  /** Waits until it says that it is ready. */
  Player(Process process) {
    this.process = process;
    out = process.inputReader(UTF_8);
    try {
      line();
    } catch (RuntimeException e) {
      process.destroy();
      throw e;
    }
  }

  /** Its figures of this turn. */
  @SuppressWarnings("unchecked")
  Map<String, Object> turn() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new CommandFailure("the measurement ended early; it says why above", e);
    }
    return JsonCodec.create().decode(line().getBytes(UTF_8), Map.class);
  }

  private String line() {
    try {
      String line = out.readLine();
      if (line == null) {
        throw new CommandFailure("the measurement ended early; it says why above");
      }
      return line;
    } catch (IOException e) {
      throw new CommandFailure("cannot read the measurement: " + e, e);
    }
  }

  /** Lets it end, and waits for that. */
  @Override
  public void close() throws InterruptedException {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has ended already.
      process.destroy();
    }
    process.waitFor();
  }
}
