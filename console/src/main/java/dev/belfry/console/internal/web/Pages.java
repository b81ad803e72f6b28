package dev.belfry.console.internal.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pages, from the class path: files of the folder {@code pages}, and for every other path the
 * index, in which the pages find their way themselves. They stay in memory, about a megabyte, with
 * the compressed forms that the build made of them. Thread-safe.
 */
final class Pages {
  private static final String FOLDER = "/dev/belfry/console/pages/";
  private static final String INDEX = "index.html";

  /** What a file of the pages can be called; so no path leads out of the folder. */
  private static final Pattern FILE =
      Pattern.compile("(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*");

  /** Vite writes a hash of the content into the names of these. */
  private static final Pattern HASHED = Pattern.compile("assets/.+-[A-Za-z0-9_-]{8}\\.[a-z0-9]+");

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  private static final String NOT_BUILT =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Belfry</title></head>
      <body><h1>Belfry console</h1>
      <p>The pages are not part of this build. Run <code>mvn -pl console package</code>
      in Belfry's source tree, and start the console again.</p>
      <p>The API works: see <a href="api/v1/openapi.json">its description</a>.</p></body></html>
      """;

  private static final int NONCE_BYTES = 18;

  private static final byte[] NONE = {};

  /** What the build packed, the smallest first. */
  private enum Form {
    BROTLI("br", ".br"),
    GZIP("gzip", ".gz");

    private final String coding;
    private final String suffix;

    Form(String coding, String suffix) {
      this.coding = coding;
      this.suffix = suffix;
    }
  }

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final String basePath;

  Pages(String basePath) {
    this.basePath = basePath;
  }

  void serve(Context context) {
    String path = context.path().substring(basePath.length()).replaceFirst("^/+", "");
    byte[] file = FILE.matcher(path).matches() && !path.equals(INDEX) ? file(path) : NONE;
    if (file.length > 0) {
      context
          .contentType(type(path))
          .header(
              "Cache-Control",
              HASHED.matcher(path).matches()
                  ? "public, max-age=31536000, immutable"
                  : "public, max-age=300");
      send(context, path, file);
    } else if (path.startsWith("assets/")) {
      throw Problem.of(404, "there is no file " + path + "; load the page again");
    } else {
      String nonce = nonce();
      context
          .contentType(type(INDEX))
          .header("Cache-Control", "no-cache")
          .header(
              "Content-Security-Policy",
              Guard.POLICY.replace("style-src 'self'", "style-src 'self' 'nonce-" + nonce + "'"))
          .result(index(nonce));
    }
  }

  private void send(Context context, String path, byte[] file) {
    String accepted = context.header("Accept-Encoding");
    for (Form form : Form.values()) {
      byte[] packed = accepts(accepted, form.coding) ? file(path + form.suffix) : NONE;
      if (packed.length > 0) {
        context
            .disableCompression()
            .header("Content-Encoding", form.coding)
            .header("Vary", "Accept-Encoding")
            .result(packed);
        return;
      }
    }
    context.result(file);
  }

  /** Whether a header such as {@code gzip, br;q=0.9} permits a coding. */
  private static boolean accepts(@Nullable String header, String coding) {
    return header != null
        && Stream.of(header.split(","))
            .map(part -> part.replaceAll("\\s", "").toLowerCase(Locale.ROOT))
            .anyMatch(part ->
                part.equals(coding)
                    || (part.startsWith(coding + ";") && !part.matches(".*;q=0(\\.0*)?")));
  }

  private String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Built for any place: relative names in it count from the base path. Style elements that its
   * scripts insert must carry the nonce of the element {@code meta[name=csp-nonce]}.
   */
  private byte[] index(String nonce) {
    byte[] index = file(INDEX);
    if (index.length == 0) {
      return NOT_BUILT.getBytes(UTF_8);
    }
    String head =
        "<head><base href=\"%s/\"><meta name=\"csp-nonce\" content=\"%s\">"
            .formatted(basePath, nonce);
    return new String(index, UTF_8).replaceFirst("<head>", head).getBytes(UTF_8);
  }

  /** No bytes if there is no such file. */
  private byte[] file(String name) {
    byte[] known = files.get(name);
    if (known != null) {
      return known;
    }
    byte[] file = read(name);
    // Only what exists is kept: names that are asked for without end would fill the memory.
    if (file.length > 0) {
      files.put(name, file);
    }
    return file;
  }

  private static byte[] read(String name) {
    try (InputStream in = Pages.class.getResourceAsStream(FOLDER + name)) {
      return in == null ? NONE : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String type(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(extension, "application/octet-stream");
  }
}
