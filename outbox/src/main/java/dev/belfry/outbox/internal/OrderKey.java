package dev.belfry.outbox.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A key of any length as a number. Two keys with one number, which nobody will see, would share an
 * order: nothing worse.
 */
final class OrderKey {
  private OrderKey() {}

  /** The number of a key among those of one destination. */
  static long of(String destination, String key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((destination.length() + ":" + destination).getBytes(UTF_8));
      return ByteBuffer.wrap(digest.digest(key.getBytes(UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
