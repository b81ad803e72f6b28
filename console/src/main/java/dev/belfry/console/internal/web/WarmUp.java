package dev.belfry.console.internal.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a console that has just been started for its first page, so that the first viewer need not
 * wait until a few thousand classes are loaded.
 */
public final class WarmUp {
  private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

  /** A page, a file, and what the first page asks for. */
  private static final List<String> PATHS =
      List.of("", "scheme.js", "api/v1/session", "api/v1/overview", "api/v1/queues");

  private static final int PATIENCE_MILLIS = 5_000;

  private WarmUp() {}

  /** Begins, in the background; that it failed means nothing. */
  public static void start(String console) {
    Thread.ofVirtual()
        .name("console-warm-up")
        .start(() -> PATHS.forEach(path -> ask(console + path)));
  }

  private static void ask(String uri) {
    try {
      URLConnection connection = URI.create(uri).toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      connection.setRequestProperty("Accept-Encoding", "br");
      try (InputStream in = connection.getInputStream()) {
        in.readAllBytes();
      }
    } catch (IOException e) {
      log.debug("The console does not answer itself at {}", uri, e);
    }
  }
}
