package dev.belfry.kafka.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.BitSet;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Which offsets of a partition are dealt with: all below {@code base}, and some above it. It is
 * stored as a committed offset, with the ones above as the commit's metadata. Not thread-safe.
 */
final class DealtWith {
  /** What brokers take as metadata, by their default. */
  private static final int MAX_METADATA = 4_096;

  private final BitSet above = new BitSet();
  private long base;

  /** As it was stored; {@code beginning} is the partition's first offset. */
  DealtWith(@Nullable OffsetAndMetadata stored, long beginning) {
    base = stored == null ? beginning : stored.offset();
    if (stored != null && !stored.metadata().isEmpty()) {
      above.or(decode(stored.metadata()));
    }
    if (base < beginning) {
      skip(base, beginning);
    }
  }

  long base() {
    return base;
  }

  boolean contains(long offset) {
    return offset < base || above.get(index(offset));
  }

  void add(long offset) {
    skip(offset, offset + 1);
  }

  /** Adds offsets from {@code from} to before {@code to}. */
  void skip(long from, long to) {
    if (to <= base || to <= from) {
      return;
    }
    above.set(index(Math.max(from, base)), index(to));
    var open = above.nextClearBit(0);
    if (open > 0) {
      var rest = above.get(open, Math.max(open, above.length()));
      above.clear();
      above.or(rest);
      base += open;
    }
  }

  /** What to commit; throws {@link IllegalStateException} if brokers would refuse it. */
  OffsetAndMetadata stored() {
    var metadata = above.isEmpty() ? "" : encode(above);
    if (metadata.length() > MAX_METADATA) {
      throw new IllegalStateException(
          "too many letters between others that stay; deal with the oldest ones first, or with"
              + " fewer at a time");
    }
    return new OffsetAndMetadata(base, metadata);
  }

  private int index(long offset) {
    return Math.toIntExact(offset - base);
  }

  private static String encode(BitSet bits) {
    var bytes = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(bytes)) {
      deflater.write(bits.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** A note that nobody can read means that nothing is known: letters are seen again, not lost. */
  private static BitSet decode(String metadata) {
    try (var inflater =
        new InflaterInputStream(
            new java.io.ByteArrayInputStream(Base64.getDecoder().decode(metadata)))) {
      return BitSet.valueOf(inflater.readAllBytes());
    } catch (IOException | IllegalArgumentException e) {
      return new BitSet();
    }
  }
}
