package dev.belfry.looklook.common.auth;

import dev.belfry.service.config.Default;
import java.nio.charset.StandardCharsets;

/**
 * How access tokens are signed: the {@code JwtAuth} section.
 *
 * @param accessSecret the key of HS256, at least 32 bytes of UTF-8; the same in every process
 * @param accessExpire seconds that a token is good for
 */
public record JwtAuthConf(String accessSecret, @Default("31536000") long accessExpire) {
  /** HS256 asks for a key at least as long as its hash. */
  private static final int MIN_SECRET_BYTES = 32;

  public JwtAuthConf {
    int bytes = accessSecret.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < MIN_SECRET_BYTES) {
      throw new IllegalArgumentException(
          "JwtAuth.AccessSecret has %d bytes; HS256 needs at least %d"
              .formatted(bytes, MIN_SECRET_BYTES));
    }
    if (accessExpire <= 0) {
      throw new IllegalArgumentException("JwtAuth.AccessExpire must be positive: " + accessExpire);
    }
  }

  @Override
  public String toString() {
    return "JwtAuthConf[accessSecret=***, accessExpire=" + accessExpire + "]";
  }
}
