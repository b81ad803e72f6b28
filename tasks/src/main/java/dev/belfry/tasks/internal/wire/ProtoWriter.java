package dev.belfry.tasks.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of one protobuf message in ascending order. Values that proto3 counts as
 * default are left out. For one thread.
 */
final class ProtoWriter {
  /** How Go writes a time that was never set: year 1. */
  static final long GO_ZERO_SECOND = -62135596800L;

  private static final int USUAL_SIZE = 256;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes, USUAL_SIZE);

  /** Unpaired surrogates become '?', because Go refuses a message with invalid UTF-8. */
  ProtoWriter string(int field, String value) {
    return value.isEmpty() ? this : write(o -> o.writeByteArray(field, value.getBytes(UTF_8)));
  }

  /** An element of a repeated field is written even when it is empty. */
  ProtoWriter element(int field, String value) {
    return write(o -> o.writeByteArray(field, value.getBytes(UTF_8)));
  }

  ProtoWriter bytes(int field, ByteString value) {
    return value.isEmpty() ? this : write(o -> o.writeBytes(field, value));
  }

  ProtoWriter int32(int field, int value) {
    return value == 0 ? this : write(o -> o.writeInt32(field, value));
  }

  ProtoWriter int64(int field, long value) {
    return value == 0 ? this : write(o -> o.writeInt64(field, value));
  }

  ProtoWriter bool(int field, boolean value) {
    return value ? write(o -> o.writeBool(field, true)) : this;
  }

  ProtoWriter strings(int field, Map<String, String> map) {
    map.forEach((key, value) ->
        message(field, new ProtoWriter().element(1, key).element(2, value).finish()));
    return this;
  }

  ProtoWriter counts(int field, Map<String, Integer> map) {
    map.forEach((key, value) ->
        message(
            field, new ProtoWriter().element(1, key).write(o -> o.writeInt32(2, value)).finish()));
    return this;
  }

  /** {@code null} is written as Go's zero time, because Go reads an absent one as 1970. */
  ProtoWriter time(int field, @Nullable Instant value) {
    long seconds = value == null ? GO_ZERO_SECOND : value.getEpochSecond();
    int nanos = value == null ? 0 : value.getNano();
    return message(field, new ProtoWriter().int64(1, seconds).int32(2, nanos).finish());
  }

  byte[] finish() {
    write(CodedOutputStream::flush);
    return bytes.toByteArray();
  }

  private ProtoWriter message(int field, byte[] encoded) {
    return write(o -> o.writeByteArray(field, encoded));
  }

  private ProtoWriter write(Step step) {
    try {
      step.to(out);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
  }

  private interface Step {
    void to(CodedOutputStream out) throws IOException;
  }
}
