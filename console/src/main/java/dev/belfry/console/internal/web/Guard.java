package dev.belfry.console.internal.web;

import dev.belfry.console.ConsoleConf;
import io.javalin.http.Context;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pages of other sites out: they must not change anything in the name of somebody who is
 * logged in, nor read anything by a name of theirs that leads here, nor frame the console.
 * Immutable.
 */
final class Guard {
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> READING = Set.of("GET", "HEAD");

  /** No script or style but the console's own files. */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src"
          + " 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'self'; form-action 'self';"
          + " frame-ancestors 'none'";

  private final Set<String> hosts;
  private final boolean anyHost;

  Guard(ConsoleConf conf) {
    hosts = new TreeSet<>(LOCAL);
    conf.allowedHosts().forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
    // Who calls by a bent name has no login there; without a login, only the name protects.
    anyHost = conf.access().hasLogin() && conf.allowedHosts().isEmpty();
  }

  void headers(Context context) {
    context
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cache-Control", "no-store");
  }

  /** Refuses what comes from elsewhere. */
  void check(Context context) {
    String host = name(context.header("Host"));
    if (!anyHost && (host == null || !hosts.contains(host))) {
      throw Problem.of(
          421,
          "this console does not answer to the name '" + host + "'; AllowedHosts can allow it");
    }
    String site = context.header("Sec-Fetch-Site");
    boolean reading = READING.contains(context.method().name());
    boolean navigation = reading && "navigate".equals(context.header("Sec-Fetch-Mode"));
    if (site != null && !site.equals("same-origin") && !site.equals("none") && !navigation) {
      throw Problem.of(403, "the request comes from another site (Sec-Fetch-Site: " + site + ")");
    }
    String origin = context.header("Origin");
    if (!reading && origin != null && !isHere(origin, context.header("Host"))) {
      throw Problem.of(403, "the request comes from another origin: " + origin);
    }
  }

  /** A proxy that ends TLS changes the scheme, but not the host. */
  private static boolean isHere(String origin, @Nullable String host) {
    try {
      URI uri = URI.create(origin);
      String authority = uri.getRawAuthority();
      return authority != null
          && host != null
          && authority.equalsIgnoreCase(withoutDefault(host, uri));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String withoutDefault(String host, URI origin) {
    String port = "https".equals(origin.getScheme()) ? ":443" : ":80";
    return host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host;
  }

  private static @Nullable String name(@Nullable String host) {
    return host == null ? null : host.replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT);
  }
}
