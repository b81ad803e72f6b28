package dev.belfry.looklook.common.id;

import java.security.SecureRandom;

/** Makes the codes that guests show at the door: 8 characters of [0-9a-zA-Z]. Thread-safe. */
public final class TradeCodes {
  private static final String ALPHABET =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int LENGTH = 8;

  private final SecureRandom random = new SecureRandom();

  /** A new code; not unique by itself, it only goes with its order. */
  public String next() {
    var code = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }
}
