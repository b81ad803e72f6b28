package dev.belfry.looklook.payment.provider;

import java.util.Map;
import java.util.Optional;

/**
 * A request that claims to come from a provider.
 *
 * @param headers by name in lower case
 * @param body as it came
 */
public record ProviderCallback(Map<String, String> headers, String body) {

  /** The header of that name in lower case. */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
