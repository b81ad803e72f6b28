package dev.belfry.console.internal.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password that cannot be read back: PBKDF2 with HMAC-SHA-256, written as {@code
 * pbkdf2$iterations$salt$hash}. Immutable.
 *
 * @param text the written form
 */
public record PasswordHash(String text) {
  /** What OWASP asks for with this function since 2023. */
  private static final int ITERATIONS = 600_000;

  /** Nobody gets in with less, nor stops the console with more. */
  private static final int MIN_ITERATIONS = 10_000;

  private static final int MAX_ITERATIONS = 10_000_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BITS = 256;

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if the text is no such hash
   */
  public PasswordHash {
    String[] parts = text.split("\\$", -1);
    if (parts.length != 4 || !parts[0].equals("pbkdf2") || !parts[1].matches("\\d{1,8}")) {
      throw new IllegalArgumentException(
          "a password is kept as pbkdf2$iterations$salt$hash; belfry console --hash-password"
              + " makes it");
    }
    int iterations = Integer.parseInt(parts[1]);
    if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
      throw new IllegalArgumentException(
          "a password is hashed " + MIN_ITERATIONS + " to " + MAX_ITERATIONS + " times");
    }
    Base64.getDecoder().decode(parts[2]);
    Base64.getDecoder().decode(parts[3]);
  }

  /** Hashes a password. Takes some tenths of a second on purpose. */
  public static PasswordHash of(char[] password) {
    return of(password, ITERATIONS);
  }

  static PasswordHash of(char[] password, int iterations) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    var encoder = Base64.getEncoder();
    return new PasswordHash(
        "pbkdf2$"
            + iterations
            + "$"
            + encoder.encodeToString(salt)
            + "$"
            + encoder.encodeToString(derive(password, salt, iterations)));
  }

  /** Whether this is the hash of a password; takes equally long either way. */
  public boolean matches(char[] password) {
    String[] parts = text.split("\\$", -1);
    byte[] salt = Base64.getDecoder().decode(parts[2]);
    byte[] wanted = Base64.getDecoder().decode(parts[3]);
    return MessageDigest.isEqual(wanted, derive(password, salt, Integer.parseInt(parts[1])));
  }

  private static byte[] derive(char[] password, byte[] salt, int iterations) {
    var spec = new PBEKeySpec(password, salt, iterations, HASH_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
    }
  }

  @Override
  public String toString() {
    return "(a hashed password)";
  }
}
