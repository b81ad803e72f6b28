package dev.belfry.tasks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.RedisTarget.Transport;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import org.jspecify.annotations.Nullable;

/** Reads the text form of a {@link RedisTarget}. Errors never repeat the password. */
final class RedisAddress {
  private static final String FORMS =
      "redis://[[user]:password@]host[:port][/database], rediss://... or"
          + " redis-socket://[[user]:password@]/path[?db=database]";

  private RedisAddress() {}

  static RedisTarget.Builder parse(String text) {
    URI uri = uri(text);
    String scheme = uri.getScheme();
    if (scheme == null) {
      throw wrong("it has no scheme");
    }
    return switch (scheme) {
      case "redis" -> server(uri, Transport.PLAIN);
      case "rediss" -> server(uri, Transport.TLS);
      case "redis-socket" -> socket(uri);
      case "redis-sentinel" ->
          throw wrong("Redis Sentinel is not supported yet; name the primary itself");
      default -> throw wrong("unsupported scheme '" + scheme + "'");
    };
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      // Without the input, which may hold a password.
      throw wrong(e.getReason() + " at position " + e.getIndex());
    }
  }

  private static RedisTarget.Builder server(URI uri, Transport transport) {
    String host = uri.getHost();
    if (host == null) {
      throw wrong("it has no valid host");
    }
    if (host.startsWith("[")) {
      host = host.substring(1, host.length() - 1);
    }
    int port = uri.getPort() == -1 ? RedisTarget.DEFAULT_PORT : uri.getPort();
    var builder = RedisTarget.builder(host, port).transport(transport);
    String path = uri.getPath();
    if (path != null && !path.isEmpty() && !path.equals("/")) {
      builder.database(database(path.substring(1)));
    }
    return login(builder, uri.getRawUserInfo());
  }

  private static RedisTarget.Builder socket(URI uri) {
    String path = uri.getPath();
    if (path == null || path.length() < 2) {
      throw wrong("it has no path");
    }
    var builder = RedisTarget.unixSocket(path);
    String query = uri.getQuery();
    if (query != null && query.startsWith("db=")) {
      builder.database(database(query.substring("db=".length())));
    } else if (query != null) {
      throw wrong("only db= may follow the '?'");
    }
    String login = uri.getRawAuthority();
    return login(builder, login == null ? null : login.substring(0, login.lastIndexOf('@') + 1));
  }

  private static RedisTarget.Builder login(RedisTarget.Builder builder, @Nullable String login) {
    if (login == null || login.isEmpty()) {
      return builder;
    }
    String pair = login.endsWith("@") ? login.substring(0, login.length() - 1) : login;
    int colon = pair.indexOf(':');
    if (colon < 0) {
      throw wrong("the part before '@' must be user:password or :password");
    }
    if (colon > 0) {
      builder.user(decode(pair.substring(0, colon)));
    }
    String password = decode(pair.substring(colon + 1));
    return password.isEmpty() ? builder : builder.password(password);
  }

  private static String decode(String text) {
    // URLDecoder is made for forms, where '+' is a blank.
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  private static int database(String text) {
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException e) {
      throw wrong("the database must be a number, not '" + text + "'");
    }
  }

  private static IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException("not a Redis address: " + why + "; accepted: " + FORMS);
  }
}
