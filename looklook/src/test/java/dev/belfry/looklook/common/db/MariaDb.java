package dev.belfry.looklook.common.db;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A MariaDB of its own for the tests of this JVM: started when first asked for, with its data in a
 * temporary folder, gone when the JVM ends. Tests that ask for it are skipped where there is none.
 */
public final class MariaDb {

  /**
   * Runs a server, and ends it and removes its folder when the pipe on standard input closes, which
   * happens whenever this JVM ends. $1 the folder, then the server and its arguments.
   */
  private static final String WATCH =
      """
      folder=$1
      shift
      exec 3<&0
      "$@" </dev/null 3<&- &
      server=$!
      (while read -r nothing <&3; do :; done; kill -9 $server; rm -rf "$folder") 2>/dev/null &
      exec 3<&-
      wait $server
      """;

  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
  private static @Nullable MariaDb running;

  private final Path directory;
  private final Process process;
  private final int port;

  private MariaDb(Path directory, Process process, int port) {
    this.directory = directory;
    this.process = process;
    this.port = port;
  }

  /** Whether this machine has a MariaDB. */
  public static boolean isInstalled() {
    return program("mariadbd").isPresent() && program("mariadb-install-db").isPresent();
  }

  /** A new database, as Go services name it. Skips the test if this machine has no MariaDB. */
  public static synchronized String newDataSource() {
    Optional<Path> server = program("mariadbd");
    Optional<Path> installer = program("mariadb-install-db");
    assumeTrue(
        server.isPresent() && installer.isPresent(),
        "skipped: no mariadbd and mariadb-install-db on the PATH");
    MariaDb current = running;
    if (current == null) {
      current = start(server.orElseThrow(), installer.orElseThrow());
      running = current;
    }
    String database = "t" + UUID.randomUUID().toString().replace("-", "");
    try {
      current.execute("CREATE DATABASE " + database + " CHARACTER SET utf8mb4");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create a database", e);
    }
    return "belfry:s3cret:@tcp(127.0.0.1:%d)/%s?charset=utf8mb4&parseTime=true&loc=Asia%%2FShanghai"
        .formatted(current.port, database);
  }

  private static MariaDb start(Path server, Path installer) {
    try {
      Path directory = Files.createTempDirectory("belfry-mariadb");
      Path data = directory.resolve("data");
      String user = "--user=" + System.getProperty("user.name");
      run(
          directory,
          List.of(
              installer.toString(),
              "--no-defaults",
              "--datadir=" + data,
              "--auth-root-authentication-method=normal",
              "--skip-test-db",
              user));
      Path init = directory.resolve("init.sql");
      Files.writeString(
          init,
          "CREATE USER 'belfry'@'%' IDENTIFIED BY 's3cret:';\nGRANT ALL ON *.* TO 'belfry'@'%';\n");
      int port = freePort();
      Process process =
          new ProcessBuilder(
                  "/bin/sh",
                  "-c",
                  WATCH,
                  "mariadb",
                  directory.toString(),
                  server.toString(),
                  "--no-defaults",
                  "--datadir=" + data,
                  "--socket=" + directory.resolve("sock"),
                  "--pid-file=" + directory.resolve("pid"),
                  "--bind-address=127.0.0.1",
                  "--port=" + port,
                  "--init-file=" + init,
                  "--innodb-flush-log-at-trx-commit=0",
                  "--skip-name-resolve",
                  user)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log").toFile())
              .start();
      var started = new MariaDb(directory, process, port);
      Runtime.getRuntime().addShutdownHook(new Thread(started::stop));
      started.awaitReady();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start MariaDB", e);
    }
  }

  private static void run(Path directory, List<String> command) throws IOException {
    Path log = directory.resolve("install.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
          || process.exitValue() != 0) {
        throw new IOException(command.getFirst() + " failed:\n" + Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void awaitReady() {
    await("MariaDB")
        .atMost(START_TIMEOUT)
        .pollInterval(Duration.ofMillis(100))
        .failFast("mariadbd ended, see " + directory.resolve("log"), () -> !process.isAlive())
        .ignoreExceptions()
        .untilAsserted(() -> execute("SELECT 1"));
  }

  private void execute(String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:" + port + "/?sslMode=disable", "belfry", "s3cret:");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void stop() {
    try {
      process.getOutputStream().close();
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (IOException | InterruptedException e) {
      // The JVM ends, and the pipe with it.
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Optional<Path> program(String name) {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator)),
            Stream.of("/usr/sbin", "/usr/local/sbin"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
