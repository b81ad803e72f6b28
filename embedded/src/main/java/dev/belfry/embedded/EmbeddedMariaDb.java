package dev.belfry.embedded;

import dev.belfry.embedded.internal.LogTail;
import dev.belfry.embedded.internal.LoopbackPort;
import dev.belfry.embedded.internal.MariaDbProgram;
import dev.belfry.embedded.internal.ServerDirectory;
import dev.belfry.embedded.internal.ServerLife;
import dev.belfry.embedded.internal.ServerProcess;
import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A real MariaDB in a process of its own, on 127.0.0.1 only, with its data in a temporary
 * directory. It is gone when this JVM is gone, even if the JVM was killed. The program is that of
 * the machine: {@code mariadbd} on the PATH, see {@link #isInstalled}.
 *
 * <p>{@link #start}, {@link #stop} and {@link #kill} belong to one thread at a time; everything
 * else is thread-safe.
 */
public final class EmbeddedMariaDb implements Service, AutoCloseable {
  /** The user who may do everything. */
  public static final String USER = "belfry";

  /** This user's password; it has what data source names must quote. */
  public static final String PASSWORD = "s3cret:";

  /** A start takes about a second, after a crash a little longer. */
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final ServerLife life = new ServerLife("MariaDB", new ServerDirectory("mariadb", null));
  private final List<String> options;
  private volatile int port;

  private EmbeddedMariaDb(List<String> options) {
    this.options = options;
  }

  /**
   * A MariaDB, not started yet.
   *
   * @param options further options of the server, such as {@code --max-connections=500}
   */
  public static EmbeddedMariaDb create(String... options) {
    return new EmbeddedMariaDb(List.of(options));
  }

  /** Whether this machine has a MariaDB. */
  public static boolean isInstalled() {
    return MariaDbProgram.find().isPresent();
  }

  /**
   * Starts MariaDB and returns when it answers; after {@link #kill} on the same port and with the
   * same data. Does nothing if it runs.
   *
   * @throws EmbeddedServerException if there is none on this machine, or it ends at once; the
   *     message has the end of its log
   */
  @Override
  public void start() {
    if (isRunning()) {
      return;
    }
    MariaDbProgram program =
        MariaDbProgram.find()
            .orElseThrow(() ->
                new EmbeddedServerException(
                    "No mariadbd and mariadb-install-db on the PATH: install MariaDB, or use the"
                        + " address of one elsewhere",
                    null));
    try {
      launch(program, life.directory().open());
    } catch (IOException e) {
      throw new EmbeddedServerException("Cannot start an embedded MariaDB: " + e, e);
    }
  }

  private void launch(MariaDbProgram program, Path folder) throws IOException {
    Path data = folder.resolve("data");
    Path init = folder.resolve("init.sql");
    Path log = folder.resolve("mariadb.log");
    if (!Files.exists(init)) {
      program.install(data, folder.resolve("install.log"));
      Files.writeString(
          init,
          "CREATE USER IF NOT EXISTS '%s'@'%%' IDENTIFIED BY '%s';\nGRANT ALL ON *.* TO '%s'@'%%';\n"
              .formatted(USER, PASSWORD, USER));
    }
    int wanted = port == 0 ? LoopbackPort.pick() : port;
    ServerProcess started =
        ServerProcess.start(program.command(folder, data, init, wanted, options), folder, log);
    var limit = Deadline.in(START_LIMIT);
    while (!MariaDbProgram.answers(wanted)) {
      if (started.awaitEnd(POLL) || limit.isOver()) {
        life.giveUp(started);
        throw new EmbeddedServerException(
            "MariaDB on port %d did not start. The end of its log:\n%s"
                .formatted(wanted, LogTail.of(log)),
            null);
      }
    }
    port = wanted;
    life.begin(started);
  }

  /** Ends MariaDB and removes its data. Does nothing if it does not run. */
  @Override
  public void stop(Deadline deadline) {
    life.stop(deadline);
  }

  /** Ends MariaDB and removes its data. */
  @Override
  public void close() {
    stop(Deadline.in(CLOSE_LIMIT));
  }

  /**
   * Ends MariaDB at once by {@code kill -9}, as a crash would. What was committed is there again
   * after {@link #start}.
   */
  public void kill() {
    life.kill();
  }

  /** Whether the process is there. */
  public boolean isRunning() {
    return life.isRunning();
  }

  @Override
  public Health health() {
    return life.health();
  }

  /**
   * The port MariaDB listens on; the same after each start.
   *
   * @throws IllegalStateException if it was never started
   */
  public int port() {
    if (port == 0) {
      throw new IllegalStateException("The port is chosen at the first start");
    }
    return port;
  }

  /**
   * The JDBC URL of a database, for MariaDB's driver, which creates it if it is missing.
   *
   * @throws IllegalStateException as {@link #port}
   */
  public String jdbcUrl(String database) {
    return "jdbc:mariadb://%s:%d/%s?sslMode=disable&createDatabaseIfNotExist=true"
        .formatted(LoopbackPort.HOST, port(), database);
  }
}
