package dev.belfry.outbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A PostgreSQL of its own for a test; where there is none on this machine, the test is skipped. */
final class PostgreSql implements AutoCloseable {
  static final String USER = "belfry";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Path directory;
  private final Process process;
  private final int port;

  private PostgreSql(Path directory, Process process, int port) {
    this.directory = directory;
    this.process = process;
    this.port = port;
  }

  static PostgreSql start() {
    Optional<Path> server = program("postgres");
    Optional<Path> installer = program("initdb");
    assumeTrue(
        server.isPresent() && installer.isPresent(), "skipped: no PostgreSQL on this machine");
    try {
      Path directory = Files.createTempDirectory("belfry-postgresql");
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
      Path data = directory.resolve("data");
      run(
          directory,
          List.of(
              installer.orElseThrow().toString(),
              "--pgdata=" + data,
              "--username=" + USER,
              "--auth=trust",
              "--no-sync"));
      int port = freePort();
      Process process =
          process(
              directory,
              List.of(
                  server.orElseThrow().toString(),
                  "-D",
                  data.toString(),
                  "-p",
                  String.valueOf(port),
                  "-c",
                  "listen_addresses=127.0.0.1",
                  "-c",
                  "unix_socket_directories=" + directory));
      var started = new PostgreSql(directory, process, port);
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      Awaitility.await("PostgreSQL")
          .atMost(START_LIMIT)
          .failFast("it ended, see " + directory, () -> !process.isAlive())
          .until(started::answers);
      return started;
    } catch (IOException e) {
      throw new IllegalStateException("cannot start PostgreSQL", e);
    }
  }

  private boolean answers() {
    try (var connection = DriverManager.getConnection(url("postgres"), USER, "")) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** The address of a new database. */
  String newDatabase() {
    String name = "t" + UUID.randomUUID().toString().replace("-", "");
    try (var connection = DriverManager.getConnection(url("postgres"), USER, "");
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return url(name);
  }

  private static void run(Path directory, List<String> command) throws IOException {
    try {
      if (process(directory, command).waitFor() != 0) {
        throw new IOException(Files.readString(directory.resolve("log")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** PostgreSQL does not run as root; its package made a user for it. */
  private static Process process(Path directory, List<String> command) throws IOException {
    var line = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) {
      line.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    line.addAll(command);
    return new ProcessBuilder(line)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
        .start();
  }

  private static Optional<Path> program(String name) {
    Stream<Path> onPath =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .map(folder -> Path.of(folder, name));
    return Stream.concat(onPath, packaged(name)).filter(Files::isExecutable).findFirst();
  }

  /** Debian keeps the programs of each version apart. */
  private static Stream<Path> packaged(String name) {
    try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      return versions
          .sorted(Comparator.reverseOrder())
          .map(version -> version.resolve("bin").resolve(name))
          .toList()
          .stream();
    } catch (IOException none) {
      return Stream.empty();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    if (Files.notExists(directory)) {
      return; // The hook at the end of the JVM comes after the test.
    }
    process.destroy();
    try {
      process.waitFor();
      try (Stream<Path> files = Files.walk(directory)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
