package dev.belfry.embedded.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The version of a redis-server program. */
record RedisVersion(int major, int minor) {
  /** The first one with BLMOVE, which the task engine waits with. */
  static final RedisVersion OLDEST = new RedisVersion(6, 2);

  private static final Pattern PRINTED = Pattern.compile("\\bv=(\\d+)\\.(\\d+)");
  private static final int SECONDS_TO_ANSWER = 5;

  /** Asks the program; empty if it does not run here or does not say. */
  static Optional<RedisVersion> of(Path program) {
    try {
      Process process =
          new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true).start();
      process.getOutputStream().close();
      if (!process.waitFor(SECONDS_TO_ANSWER, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      return parse(
          new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  static Optional<RedisVersion> parse(String printed) {
    var matcher = PRINTED.matcher(printed);
    return matcher.find()
        ? Optional.of(
            new RedisVersion(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  boolean isEnough() {
    return major > OLDEST.major || (major == OLDEST.major && minor >= OLDEST.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
