package dev.belfry.tasks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.belfry.tasks.RedisSettings.Login;
import dev.belfry.tasks.RedisTarget.Transport;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads and writes the text form of a {@link RedisTarget}. Errors never repeat a password. */
final class RedisAddress {
  private static final String FORMS =
      "redis://[[user]:password@]host[:port][/database], rediss://... (TLS),"
          + " redis-socket://[[user]:password@]/path[?db=database],"
          + " redis-sentinel://[[user]:password@]host[:port],...[/database]?master=name and"
          + " redis-cluster://[[user]:password@]host[:port],...";

  /** The parts between the marks of an address, without them; empty if they are missing. */
  private record Parts(
      String scheme, String login, String hosts, String path, Map<String, String> query) {}

  private RedisAddress() {}

  static RedisTarget.Builder parse(String text) {
    Parts parts = split(text);
    return switch (parts.scheme) {
      case "redis" -> server(parts, Transport.PLAIN);
      case "rediss" -> server(parts, Transport.TLS);
      case "redis-socket" -> socket(parts);
      case "redis-sentinel" -> sentinel(parts, Transport.PLAIN);
      case "rediss-sentinel" -> sentinel(parts, Transport.TLS);
      case "redis-cluster" -> cluster(parts, Transport.PLAIN);
      case "rediss-cluster" -> cluster(parts, Transport.TLS);
      default -> throw wrong("unsupported scheme '" + parts.scheme + "'");
    };
  }

  /** Without users and passwords. */
  static String write(RedisSettings settings) {
    String nodes = settings.nodes().stream().map(RedisTarget.Node::toString).collect(joining(","));
    String number = settings.database() == 0 ? "" : String.valueOf(settings.database());
    String path = number.isEmpty() ? "" : '/' + number;
    String redis = settings.transport() == Transport.TLS ? "rediss" : "redis";
    return switch (settings.kind()) {
      case SERVER -> redis + "://" + nodes + path;
      case UNIX_SOCKET ->
          "redis-socket://" + settings.name() + (number.isEmpty() ? "" : "?db=" + number);
      case SENTINEL -> redis + "-sentinel://" + nodes + path + "?master=" + settings.name();
      case CLUSTER -> redis + "-cluster://" + nodes;
    };
  }

  private static Parts split(String text) {
    int colon = text.indexOf("://");
    if (colon < 0) {
      throw wrong("it does not start with a scheme such as 'redis://'");
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) == 0x7f) {
        throw wrong("blank or control character at position " + i);
      }
    }
    String scheme = text.substring(0, colon);
    String rest = text.substring(colon + "://".length());
    int mark = rest.indexOf('?');
    Map<String, String> query = mark < 0 ? Map.of() : query(rest.substring(mark + 1));
    rest = mark < 0 ? rest : rest.substring(0, mark);
    // The path begins after the login: a password may have a slash of its own.
    int at = rest.lastIndexOf('@');
    int slash = rest.indexOf('/', at + 1);
    String path = slash < 0 ? "" : rest.substring(slash + 1);
    String login = at < 0 ? "" : rest.substring(0, at);
    return new Parts(
        scheme, login, rest.substring(at + 1, slash < 0 ? rest.length() : slash), path, query);
  }

  private static Map<String, String> query(String text) {
    var values = new HashMap<String, String>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw wrong("what follows the '?' must be name=value, with '&' between several");
      }
      values.put(pair.substring(0, equals), decode(pair.substring(equals + 1)));
    }
    return values;
  }

  private static RedisTarget.Builder server(Parts parts, Transport transport) {
    allow(parts);
    var nodes = nodes(parts, RedisTarget.DEFAULT_PORT);
    if (nodes.size() > 1) {
      throw wrong("it names several hosts; for that there are redis-sentinel and redis-cluster");
    }
    var builder = RedisTarget.builder(nodes.getFirst().host(), nodes.getFirst().port());
    return login(database(builder, parts.path), parts).transport(transport);
  }

  private static RedisTarget.Builder socket(Parts parts) {
    allow(parts, "db");
    if (!parts.hosts.isEmpty()) {
      throw wrong(
          "a socket has no host: the path begins with '/', so that there are three of them");
    }
    if (parts.path.isEmpty()) {
      throw wrong("it has no path");
    }
    var builder = RedisTarget.unixSocket('/' + decode(parts.path));
    return login(database(builder, parts.query.getOrDefault("db", "")), parts);
  }

  /** As in asynq, the login is that of the Sentinels; that of the servers follows the mark. */
  private static RedisTarget.Builder sentinel(Parts parts, Transport transport) {
    allow(parts, "master", "user", "password");
    String master = parts.query.getOrDefault("master", "");
    if (master.isEmpty()) {
      throw wrong("it does not name the master, as in ?master=mymaster");
    }
    var builder =
        RedisTarget.sentinel(master, nodes(parts, RedisTarget.DEFAULT_SENTINEL_PORT))
            .transport(transport);
    Login sentinels = login(parts);
    if (sentinels.user() != null) {
      builder.sentinelUser(sentinels.user());
    }
    if (sentinels.password() != null) {
      builder.sentinelPassword(sentinels.password());
    }
    String user = parts.query.get("user");
    String password = parts.query.get("password");
    if (user != null) {
      builder.user(user);
    }
    return database(password == null ? builder : builder.password(password), parts.path);
  }

  private static RedisTarget.Builder cluster(Parts parts, Transport transport) {
    allow(parts);
    if (!parts.path.isEmpty()) {
      throw wrong("a cluster has no databases, so nothing may follow the hosts");
    }
    var builder = RedisTarget.cluster(nodes(parts, RedisTarget.DEFAULT_PORT));
    return login(builder, parts).transport(transport);
  }

  private static void allow(Parts parts, String... names) {
    for (String name : parts.query.keySet()) {
      if (!Set.of(names).contains(name)) {
        throw wrong("'" + name + "=' may not follow the '?' of " + parts.scheme);
      }
    }
  }

  private static List<RedisTarget.Node> nodes(Parts parts, int defaultPort) {
    return nodes(parts.hosts, defaultPort);
  }

  /** Reads {@code host[:port],...}. */
  static List<RedisTarget.Node> nodes(String hosts, int defaultPort) {
    var all = new ArrayList<RedisTarget.Node>();
    for (String each : hosts.split(",", -1)) {
      all.add(node(each.strip(), defaultPort));
    }
    return all;
  }

  private static RedisTarget.Node node(String text, int defaultPort) {
    int end = text.startsWith("[") ? text.indexOf(']') : -1;
    int colon = text.indexOf(':', Math.max(end, 0));
    String host = colon < 0 ? text : text.substring(0, colon);
    if (end > 0 && host.length() == end + 1) {
      host = host.substring(1, end);
    } else if (host.isEmpty() || host.contains("[") || text.indexOf(':', colon + 1) > colon) {
      throw wrong("it has no valid host: '" + text + "' is not host, host:port or [ipv6]:port");
    }
    return new RedisTarget.Node(host, colon < 0 ? defaultPort : port(text.substring(colon + 1)));
  }

  private static int port(String text) {
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException e) {
      throw wrong("the port must be a number, not '" + text + "'");
    }
  }

  private static RedisTarget.Builder login(RedisTarget.Builder builder, Parts parts) {
    Login login = login(parts);
    if (login.user() != null) {
      builder.user(login.user());
    }
    return login.password() == null ? builder : builder.password(login.password());
  }

  private static Login login(Parts parts) {
    if (parts.login.isEmpty()) {
      return new Login(null, null);
    }
    int colon = parts.login.indexOf(':');
    if (colon < 0) {
      throw wrong("the part before '@' must be user:password or :password");
    }
    String user = decode(parts.login.substring(0, colon));
    String password = decode(parts.login.substring(colon + 1));
    return new Login(user.isEmpty() ? null : user, password.isEmpty() ? null : password);
  }

  private static String decode(String text) {
    try {
      // URLDecoder is made for forms, where '+' is a blank.
      return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      throw wrong("a '%' is not followed by two hexadecimal digits");
    }
  }

  /** As in asynq, what follows the number and another slash does not count. */
  private static RedisTarget.Builder database(RedisTarget.Builder builder, String path) {
    String number = path.split("/", 2)[0];
    if (number.isEmpty()) {
      return builder;
    }
    try {
      return builder.database(Integer.parseUnsignedInt(number));
    } catch (NumberFormatException e) {
      throw wrong("the database must be a number, not '" + number + "'");
    }
  }

  private static IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException("not a Redis address: " + why + "; accepted: " + FORMS);
  }
}
