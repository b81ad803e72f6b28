package dev.belfry.embedded.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The shell scripts beside this class. */
final class Scripts {
  private Scripts() {}

  /** A command that runs a script in a session of its own; its arguments are to be added. */
  static List<String> command(String name) {
    var command = new ArrayList<>(Programs.ownSession());
    command.addAll(List.of("/bin/sh", "-c", text(name), "belfry-" + name));
    return command;
  }

  private static String text(String name) {
    try (InputStream text = Scripts.class.getResourceAsStream(name)) {
      if (text == null) {
        throw new IllegalStateException(name + " is missing beside " + Scripts.class);
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
