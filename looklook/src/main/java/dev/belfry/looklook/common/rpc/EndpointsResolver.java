package dev.belfry.looklook.common.rpc;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.StatusOr;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Resolves a list of {@code host:port}s that stands in the configuration. */
final class EndpointsResolver extends NameResolver {
  private static final String SCHEME = "looklook-endpoints";
  private static final String SEPARATOR = ",";

  static {
    NameResolverRegistry.getDefaultRegistry().register(new Provider());
  }

  private final List<String> endpoints;

  private EndpointsResolver(List<String> endpoints) {
    this.endpoints = endpoints;
  }

  static String target(List<String> endpoints) {
    endpoints.forEach(EndpointsResolver::address); // a wrong one is told now
    String joined = String.join(SEPARATOR, endpoints);
    return SCHEME + ":///" + URLEncoder.encode(joined, StandardCharsets.UTF_8);
  }

  @Override
  public String getServiceAuthority() {
    return endpoints.getFirst();
  }

  @Override
  public void start(Listener2 listener) {
    List<EquivalentAddressGroup> groups =
        endpoints.stream().map(e -> new EquivalentAddressGroup(address(e))).toList();
    listener.onResult(
        ResolutionResult.newBuilder().setAddressesOrError(StatusOr.fromValue(groups)).build());
  }

  @Override
  public void shutdown() {}

  private static InetSocketAddress address(String endpoint) {
    int colon = endpoint.lastIndexOf(':');
    String port = endpoint.substring(colon + 1);
    if (colon <= 0 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
      throw new IllegalArgumentException("an endpoint must be host:port, but is " + endpoint);
    }
    return new InetSocketAddress(endpoint.substring(0, colon), Integer.parseInt(port));
  }

  private static final class Provider extends NameResolverProvider {
    private static final int PRIORITY = 5; // gRPC's middle of 0 to 10; nobody else has our scheme

    @Override
    protected boolean isAvailable() {
      return true;
    }

    @Override
    protected int priority() {
      return PRIORITY;
    }

    @Override
    public String getDefaultScheme() {
      return SCHEME;
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
      String joined = URLDecoder.decode(target.getRawPath().substring(1), StandardCharsets.UTF_8);
      return new EndpointsResolver(Arrays.asList(joined.split(SEPARATOR, -1)));
    }
  }
}
