package dev.belfry.tasks.internal.wire;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The name of the lock that tasks of one type and payload share in a queue. */
public final class UniqueKey {

  private UniqueKey() {}

  /** A task without a payload and one with an empty payload have two different locks. */
  public static String of(Keys keys, String type, @Nullable ByteString payload) {
    return keys.lockPrefix() + type + ':' + (payload == null ? "" : md5(payload));
  }

  /** A key that the user chose stands in the place of the payload; the two never meet. */
  public static String by(Keys keys, String type, String key) {
    return keys.lockPrefix() + type + ":by:" + md5(ByteString.copyFromUtf8(key));
  }

  private static String md5(ByteString payload) {
    try {
      var digest = MessageDigest.getInstance("MD5");
      digest.update(payload.asReadOnlyByteBuffer());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
