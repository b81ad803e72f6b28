package dev.belfry.embedded.internal;

import dev.belfry.embedded.EmbeddedServerException;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The MariaDB of this machine.
 *
 * @param server the server
 * @param installer what makes the tables that it needs itself
 */
public record MariaDbProgram(Path server, Path installer) {
  private static final int INSTALL_SECONDS = 60;
  private static final int GREETING_MILLIS = 5000;

  /** The MariaDB of this machine, if it has one. */
  public static Optional<MariaDbProgram> find() {
    Optional<Path> server = program("mariadbd");
    Optional<Path> installer = program("mariadb-install-db");
    return server.flatMap(found -> installer.map(with -> new MariaDbProgram(found, with)));
  }

  private static Optional<Path> program(String name) {
    // Systems keep servers where the PATH of most users does not lead.
    return Programs.find(name)
        .or(() ->
            Stream.of("/usr/sbin", "/usr/local/sbin")
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst());
  }

  /** Makes a new data directory. */
  public void install(Path data, Path log) throws IOException {
    var command =
        List.of(
            installer.toString(),
            "--no-defaults",
            "--datadir=" + data,
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            user());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new EmbeddedServerException(
            "mariadb-install-db failed. The end of its log:\n" + LogTail.of(log), null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** The command that starts the server. */
  public List<String> command(Path directory, Path data, Path init, int port, List<String> more) {
    var command =
        new ArrayList<>(
            List.of(
                server.toString(),
                "--no-defaults",
                "--datadir=" + data,
                "--socket=" + directory.resolve("sock"),
                "--pid-file=" + directory.resolve("pid"),
                "--bind-address=" + LoopbackPort.HOST,
                "--port=" + port,
                "--init-file=" + init,
                "--skip-name-resolve",
                // What was committed survives the end of the server, if not that of the machine.
                "--innodb-flush-log-at-trx-commit=2",
                user()));
    command.addAll(more);
    return command;
  }

  /** Whether a server answers: it greets whoever connects, once it has read its init file. */
  public static boolean answers(int port) {
    try (var socket = new Socket()) {
      socket.connect(LoopbackPort.address(port));
      socket.setSoTimeout(GREETING_MILLIS);
      return socket.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String user() {
    return "--user=" + System.getProperty("user.name");
  }
}
