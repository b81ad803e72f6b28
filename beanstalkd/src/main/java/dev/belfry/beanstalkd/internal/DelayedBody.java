package dev.belfry.beanstalkd.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The body of a job as go-queue's dq writes it: the nanoseconds from the epoch to when it is due,
 * decimal, a slash, and the content. All copies of a job have the same bytes, so these bytes tell
 * that they are copies.
 *
 * @param due when the job was to run
 * @param content what the handler gets
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
public record DelayedBody(Instant due, byte[] content) {
  /** Where the slash is at the latest: behind a sign and the 19 digits of a 64-bit number. */
  private static final int LAST_SLASH = 20;

  private static final long NANOS_OF_A_SECOND = 1_000_000_000;

  /** Reads a body; empty if it is none of dq's. */
  public static Optional<DelayedBody> parse(byte[] body) {
    var slash = 0;
    while (slash < body.length && body[slash] != '/') {
      slash++;
    }
    if (slash == body.length || slash > LAST_SLASH) {
      return Optional.empty();
    }
    try {
      var nanos = Long.parseLong(new String(body, 0, slash, US_ASCII));
      var content = new byte[body.length - slash - 1];
      System.arraycopy(body, slash + 1, content, 0, content.length);
      return Optional.of(new DelayedBody(Instant.ofEpochSecond(0, nanos), content));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * The bytes for the server.
   *
   * @throws IllegalArgumentException if nanoseconds cannot tell the time, before 1678 and after
   *     2261
   */
  public byte[] bytes() {
    var prefix = (nanos() + "/").getBytes(US_ASCII);
    var bytes = new byte[prefix.length + content.length];
    System.arraycopy(prefix, 0, bytes, 0, prefix.length);
    System.arraycopy(content, 0, bytes, prefix.length, content.length);
    return bytes;
  }

  private long nanos() {
    try {
      return Math.addExact(
          Math.multiplyExact(due.getEpochSecond(), NANOS_OF_A_SECOND), due.getNano());
    } catch (ArithmeticException | DateTimeException e) {
      throw new IllegalArgumentException(due + " is out of the range that dq can tell", e);
    }
  }

  /** The key under which copies of a job find each other in Redis, the one that dq uses. */
  public static String key(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
