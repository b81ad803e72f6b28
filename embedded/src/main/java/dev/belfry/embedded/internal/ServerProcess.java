package dev.belfry.embedded.internal;

import dev.belfry.embedded.EmbeddedServerException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server in a process of its own that does not outlive this JVM, even if the JVM is killed with
 * {@code kill -9}: a small shell script watches a pipe to this JVM and kills the server when it
 * closes. The script runs in a session of its own, so that Ctrl-C in a terminal reaches the JVM
 * only, which then stops the server when nobody needs it any more. Thread-safe.
 */
public final class ServerProcess {
  private final Process script;
  private final long pid;

  private ServerProcess(Process script, long pid) {
    this.script = script;
    this.pid = pid;
  }

  /**
   * Starts a server.
   *
   * @param command the program and its arguments
   * @param directory where it runs
   * @param log the file its output is appended to
   */
  public static ServerProcess start(List<String> command, Path directory, Path log)
      throws IOException {
    var line = Scripts.command("watch.sh");
    line.add(log.toString());
    line.addAll(command);
    Process script =
        new ProcessBuilder(line)
            .directory(directory.toFile())
            .redirectError(Redirect.appendTo(log.toFile()))
            .start();
    var output =
        new BufferedReader(
            new InputStreamReader(script.getInputStream(), StandardCharsets.US_ASCII));
    String pid = output.readLine();
    if (pid == null) {
      throw new IOException(
          "The watcher of " + command.getFirst() + " ended at once: " + LogTail.of(log));
    }
    return new ServerProcess(script, Long.parseLong(pid));
  }

  /** The process id of the server itself. */
  public long pid() {
    return pid;
  }

  /** Whether the server runs. */
  public boolean isAlive() {
    return script.isAlive();
  }

  /** Sends a signal, such as {@code TERM}; does nothing if the server has ended. */
  public void signal(String name) {
    try {
      var pipe = script.getOutputStream();
      pipe.write((name + "\n").getBytes(StandardCharsets.US_ASCII));
      pipe.flush();
    } catch (IOException e) {
      if (script.isAlive()) {
        throw new UncheckedIOException("Cannot send " + name + " to process " + pid, e);
      }
    }
  }

  /** Waits until the server has ended; false if it still runs after {@code limit}. */
  public boolean awaitEnd(Duration limit) {
    try {
      return script.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !script.isAlive();
    }
  }

  /** Lets the server end in an orderly way, and waits for that. */
  public void askToEnd(Duration limit) {
    signal("TERM");
    awaitEnd(limit);
  }

  /** Ends the server at once. */
  public void end(String name, Duration limit) {
    signal("KILL");
    if (!awaitEnd(limit)) {
      throw new EmbeddedServerException(name + ", process " + pid + ", does not end", null);
    }
  }
}
