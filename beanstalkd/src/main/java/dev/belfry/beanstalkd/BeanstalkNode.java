package dev.belfry.beanstalkd;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A beanstalkd server and the tube to use on it; as a section of a file {@code {Endpoint, Tube}}.
 * Immutable.
 *
 * @param endpoint {@code host:port}, an IPv6 address in brackets
 * @param tube up to 200 of beanstalkd's characters: letters, digits and {@code -+/;.$_()}, not
 *     beginning with {@code -}
 */
public record BeanstalkNode(String endpoint, String tube) {
  private static final Pattern ENDPOINT =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^\\s:,]+):(\\d{1,5})");
  private static final Pattern TUBE =
      Pattern.compile("[A-Za-z0-9+/;.$_()][A-Za-z0-9+/;.$_()-]{0,199}");
  private static final int LAST_PORT = 65_535;

  public BeanstalkNode {
    var matcher = ENDPOINT.matcher(endpoint);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > LAST_PORT) {
      throw new IllegalArgumentException(
          "the endpoint of a beanstalkd is host:port, not \"" + endpoint + "\"");
    }
    if (!TUBE.matcher(tube).matches()) {
      throw new IllegalArgumentException(
          "the tube \""
              + tube
              + "\" has a name that beanstalkd refuses: up to 200 letters, digits and -+/;.$_(),"
              + " not beginning with -");
    }
  }

  /** The host, without brackets. */
  public String host() {
    var host = endpoint.substring(0, endpoint.lastIndexOf(':'));
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The port. */
  public int port() {
    return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
  }

  @Override
  public String toString() {
    return endpoint + "/" + tube;
  }

  /** The nodes, if they differ from each other and are at least so many. */
  static List<BeanstalkNode> checked(Collection<BeanstalkNode> nodes, int atLeast) {
    if (nodes.size() < atLeast) {
      throw new IllegalArgumentException(
          "Beanstalks needs at least " + atLeast + " nodes, and has " + nodes.size());
    }
    var endpoints = nodes.stream().map(BeanstalkNode::endpoint).distinct().count();
    if (endpoints < nodes.size()) {
      throw new IllegalArgumentException(
          "all endpoints of Beanstalks must differ: two copies on one server are lost together");
    }
    return List.copyOf(nodes);
  }
}
