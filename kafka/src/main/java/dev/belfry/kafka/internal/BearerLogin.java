package dev.belfry.kafka.internal;

import dev.belfry.service.codec.JsonCodec;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.auth.SaslExtensionsCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;
import org.jspecify.annotations.Nullable;

/**
 * Hands a user's tokens to Kafka's login, which creates this by its name and asks again when most
 * of a token's time is over. Whether a token is genuine is for the brokers to say; only its times
 * and its subject are read here. Public for Kafka.
 */
public final class BearerLogin implements AuthenticateCallbackHandler {
  /** The setting of a client that has the supplier of tokens. */
  static final String SOURCE = "belfry.bearer.token";

  private Supplier<?> source = () -> "";

  /** What Kafka has to know about a token. */
  private record Token(
      String value, String principalName, long lifetimeMs, @Nullable Long startTimeMs)
      implements OAuthBearerToken {
    @Override
    public Set<String> scope() {
      return Set.of();
    }
  }

  @Override
  public void configure(
      Map<String, ?> settings, String mechanism, List<AppConfigurationEntry> entries) {
    if (!(settings.get(SOURCE) instanceof Supplier<?> supplier)) {
      throw new IllegalArgumentException(SOURCE + " has no supplier of tokens");
    }
    source = supplier;
  }

  @Override
  public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
    for (var callback : callbacks) {
      switch (callback) {
        case OAuthBearerTokenCallback wanted -> {
          try {
            wanted.token(token());
          } catch (IOException e) {
            // Of an exception, Kafka would say only that there was one.
            wanted.error("invalid_token", String.valueOf(e.getMessage()), null);
          }
        }
        case SaslExtensionsCallback none -> {
          // None is the callback's own default.
        }
        default -> throw new UnsupportedCallbackException(callback);
      }
    }
  }

  @Override
  public void close() {
    // Nothing is open.
  }

  private OAuthBearerToken token() throws IOException {
    String value;
    try {
      value = String.valueOf(source.get());
    } catch (RuntimeException e) {
      throw new IOException("no token: " + e.getMessage(), e);
    }
    var parts = value.split("\\.", -1);
    if (parts.length != 3) {
      throw new IOException("the token is no JWT: it has %d parts, not 3".formatted(parts.length));
    }
    Map<?, ?> claims;
    try {
      claims = JsonCodec.create().decode(Base64.getUrlDecoder().decode(parts[1]), Map.class);
    } catch (RuntimeException e) {
      throw new IOException("the token is no JWT: its claims cannot be read", e);
    }
    if (!(claims.get("exp") instanceof Number end)) {
      throw new IOException("the token has no claim exp: when does it end?");
    }
    var start = claims.get("iat") instanceof Number begin ? millis(begin) : null;
    return new Token(value, String.valueOf(claims.get("sub")), millis(end), start);
  }

  private static Long millis(Number seconds) {
    return Math.round(seconds.doubleValue() * 1_000);
  }
}
