package dev.belfry.looklook.payment.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 over lines of text, in lower-case hex. Thread-safe. */
final class SandboxSignature {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  SandboxSignature(String key) {
    this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /** The signature over the lines, each ended by a line feed. */
  String of(String... lines) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      for (String line : lines) {
        mac.update((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** Whether {@code signature} is that of the lines; takes the same time for every wrong one. */
  boolean matches(String signature, String... lines) {
    return MessageDigest.isEqual(
        of(lines).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
  }
}
