package dev.belfry.embedded.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the redis.conf of an embedded Redis says. It goes into a file and not onto the command line,
 * where every user of the machine could read the password.
 *
 * @param password null for none
 * @param persistence whether and how data outlives the process
 * @param extra further lines, as in redis.conf
 * @param kind what the program is to be
 */
public record RedisConfig(
    @Nullable String password, Persistence persistence, List<String> extra, Kind kind) {

  /** What the program is to be. */
  public enum Kind {
    /** A server whose settings are ours alone. */
    SERVER,
    /** A server whose settings others may change: what they changed stays, also for a restart. */
    MEMBER,
    /** A Sentinel, which keeps what it learns among its settings. */
    SENTINEL
  }

  /** How data outlives the process. */
  public enum Persistence {
    /** Not at all. */
    NONE,
    /** A snapshot at a regular stop. */
    SNAPSHOT,
    /** Every write is in a file before its reply is sent. */
    APPEND_ONLY
  }

  /** Settings that would break what the class promises, such as listening on loopback only. */
  private static final Set<String> RESERVED =
      Set.of("bind", "port", "dir", "daemonize", "requirepass", "include", "logfile");

  public RedisConfig {
    extra = List.copyOf(extra);
    for (String line : extra) {
      String key = line.strip().split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
      if (RESERVED.contains(key) || line.contains("\n")) {
        throw new IllegalArgumentException(
            "The line '" + line + "' cannot be an extra line: " + RESERVED + " are set already");
      }
    }
  }

  /** What follows the program's name; writes the file, readable by this user only. */
  public List<String> write(Path directory, int port) throws IOException {
    Path file = directory.resolve("redis.conf");
    if (kind == Kind.SERVER || !Files.exists(file)) {
      writeTo(file, directory, port);
    }
    return kind == Kind.SENTINEL
        ? List.of(file.toString(), "--sentinel")
        : List.of(file.toString());
  }

  private void writeTo(Path file, Path directory, int port) throws IOException {
    var lines = new ArrayList<String>();
    lines.add("port " + port);
    lines.add("bind " + LoopbackPort.HOST);
    lines.add("dir " + quoted(directory.toString()));
    // A snapshot is written at a regular stop only if some schedule for snapshots is set.
    lines.add(persistence == Persistence.SNAPSHOT ? "save 3600 1" : "save \"\"");
    lines.add("appendonly " + (persistence == Persistence.APPEND_ONLY ? "yes" : "no"));
    if (password != null) {
      lines.add("requirepass " + quoted(password));
    }
    lines.addAll(extra);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, lines);
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
