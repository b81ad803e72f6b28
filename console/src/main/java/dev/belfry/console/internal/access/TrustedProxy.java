package dev.belfry.console.internal.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.console.ConsoleConf.ProxyConf;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Believes a proxy about who calls, if the request comes from its address and shows its secret.
 * Immutable.
 */
final class TrustedProxy {
  static final String SECRET_HEADER = "X-Belfry-Proxy-Secret";

  private final ProxyConf conf;
  private final Set<InetAddress> addresses;

  TrustedProxy(ProxyConf conf) {
    this.conf = conf;
    addresses = conf.addresses().stream().map(TrustedProxy::address).collect(Collectors.toSet());
  }

  private static InetAddress address(String text) {
    if (!text.matches("[0-9a-fA-F.:]+")) {
      throw new IllegalArgumentException("the address of a proxy is a number, not " + text);
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text + " is no address", e);
    }
  }

  /**
   * Who calls.
   *
   * @param remote the address at the other end of the connection, which no header can change
   */
  Optional<Identity> identify(String remote, Function<String, @Nullable String> headers) {
    String secret = headers.apply(SECRET_HEADER);
    String user = headers.apply(conf.userHeader());
    if (secret == null || user == null || user.isBlank() || !isProxy(remote)) {
      return Optional.empty();
    }
    if (!MessageDigest.isEqual(secret.getBytes(UTF_8), conf.secret().getBytes(UTF_8))) {
      return Optional.empty();
    }
    String role = headers.apply(conf.roleHeader());
    return (role == null ? Role.of(conf.defaultRole()) : Role.of(role))
        .map(known -> new Identity(user, known));
  }

  private boolean isProxy(String remote) {
    return remote.matches("[0-9a-fA-F.:]+") && addresses.contains(address(remote));
  }
}
