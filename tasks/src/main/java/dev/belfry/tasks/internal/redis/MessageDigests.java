package dev.belfry.tasks.internal.redis;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells messages apart as the scripts do. */
final class MessageDigests {
  private MessageDigests() {}

  /** What {@code redis.sha1hex} makes of it. */
  static String sha1(ByteString message) {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      digest.update(message.asReadOnlyByteBuffer());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
