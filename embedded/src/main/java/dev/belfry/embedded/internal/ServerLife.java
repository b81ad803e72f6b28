package dev.belfry.embedded.internal;

import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The process of a server, one after the other, and the directory that they share. What starts and
 * ends it belongs to one thread at a time; everything else is thread-safe.
 */
public final class ServerLife {
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

  private final String name;
  private final ServerDirectory directory;
  private volatile @Nullable ServerProcess process;

  /**
   * No process yet.
   *
   * @param name of the server, for people
   */
  public ServerLife(String name, ServerDirectory directory) {
    this.name = name;
    this.directory = directory;
  }

  /** What the processes keep. */
  public ServerDirectory directory() {
    return directory;
  }

  /** The server has started. */
  public void begin(ServerProcess started) {
    process = started;
  }

  /** Ends what did not get ready. */
  public void giveUp(ServerProcess started) {
    started.end(name, KILL_LIMIT);
  }

  /**
   * Ends the server, in an orderly way if its data are kept, and removes them if not. Does nothing
   * if it does not run.
   */
  public void stop(Deadline deadline) {
    ServerProcess running = process;
    if (running != null && directory.isKept()) {
      running.askToEnd(deadline.remaining());
    }
    kill();
    directory.discard();
  }

  /** Ends the server at once, as a crash would. Does nothing if it does not run. */
  public void kill() {
    ServerProcess running = process;
    if (running != null) {
      running.end(name, KILL_LIMIT);
      process = null;
    }
  }

  /** Sends a signal, such as {@code STOP}. Does nothing if the server does not run. */
  public void signal(String signal) {
    ServerProcess running = process;
    if (running != null) {
      running.signal(signal);
    }
  }

  /** Whether the process is there. */
  public boolean isRunning() {
    ServerProcess running = process;
    return running != null && running.isAlive();
  }

  /** Up if the process is there. */
  public Health health() {
    return isRunning() ? Health.up() : Health.down(name + " does not run");
  }
}
