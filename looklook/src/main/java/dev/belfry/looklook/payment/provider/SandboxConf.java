package dev.belfry.looklook.payment.provider;

import dev.belfry.service.config.Default;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox provider: the {@code Sandbox} section.
 *
 * @param signingKey what callbacks are signed with, at least 16 bytes of UTF-8
 * @param appId what the payer's app shows
 * @param notifyUrl where callbacks go; the process's own address unless set
 * @param maxAge how old, or how far ahead, a callback may be
 */
public record SandboxConf(
    String signingKey,
    @Default("sandbox") String appId,
    @Nullable String notifyUrl,
    @Default("5m") Duration maxAge) {
  private static final int MIN_KEY_BYTES = 16;

  public SandboxConf {
    if (signingKey.getBytes(StandardCharsets.UTF_8).length < MIN_KEY_BYTES) {
      throw new IllegalArgumentException(
          "Sandbox.SigningKey needs at least " + MIN_KEY_BYTES + " bytes");
    }
  }

  @Override
  public String toString() {
    return "SandboxConf[signingKey=***, appId=" + appId + ", notifyUrl=" + notifyUrl + "]";
  }
}
