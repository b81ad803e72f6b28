package dev.belfry.tasks.internal.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one protobuf message. Unknown fields, and known ones of another wire type,
 * are skipped, as proto3 asks. For one thread.
 */
final class ProtoReader {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int WIRE_TYPE_BITS = 3;

  private final CodedInputStream in;

  private ProtoReader(CodedInputStream in) {
    this.in = in;
  }

  /** Takes the value of one field from the reader, or returns false if it knows no such field. */
  interface Field {
    boolean read(int field, ProtoReader in) throws IOException;
  }

  static void read(String record, byte[] bytes, Field fields) throws UndecodableException {
    try {
      readAll(CodedInputStream.newInstance(bytes), fields);
    } catch (IOException | DateTimeException e) {
      throw new UndecodableException(record, e);
    }
  }

  /** The number by which a field of text, bytes or a message is recognised. */
  static int block(int field) {
    return field << WIRE_TYPE_BITS | LENGTH_DELIMITED;
  }

  /** The number by which a field with a number is recognised. */
  static int number(int field) {
    return field << WIRE_TYPE_BITS | VARINT;
  }

  String string() throws IOException {
    return in.readStringRequireUtf8();
  }

  ByteString bytes() throws IOException {
    return in.readBytes();
  }

  int int32() throws IOException {
    return in.readInt32();
  }

  long int64() throws IOException {
    return in.readInt64();
  }

  boolean bool() throws IOException {
    return in.readBool();
  }

  void stringEntryInto(Map<String, String> map) throws IOException {
    var entry =
        new Object() {
          String key = "";
          String value = "";
        };
    message((tag, r) -> {
      if (tag == block(1)) {
        entry.key = r.string();
      } else if (tag == block(2)) {
        entry.value = r.string();
      } else {
        return false;
      }
      return true;
    });
    map.put(entry.key, entry.value);
  }

  void countEntryInto(Map<String, Integer> map) throws IOException {
    var entry =
        new Object() {
          String key = "";
          int value;
        };
    message((tag, r) -> {
      if (tag == block(1)) {
        entry.key = r.string();
      } else if (tag == number(2)) {
        entry.value = r.int32();
      } else {
        return false;
      }
      return true;
    });
    map.put(entry.key, entry.value);
  }

  /** Go's zero time is {@code null}. */
  @Nullable Instant time() throws IOException {
    var time =
        new Object() {
          long seconds;
          int nanos;
        };
    message((tag, r) -> {
      if (tag == number(1)) {
        time.seconds = r.int64();
      } else if (tag == number(2)) {
        time.nanos = r.int32();
      } else {
        return false;
      }
      return true;
    });
    if (time.seconds == ProtoWriter.GO_ZERO_SECOND && time.nanos == 0) {
      return null;
    }
    return Instant.ofEpochSecond(time.seconds, time.nanos);
  }

  private void message(Field fields) throws IOException {
    readAll(in.readBytes().newCodedInput(), fields);
  }

  private static void readAll(CodedInputStream in, Field fields) throws IOException {
    var reader = new ProtoReader(in);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (!fields.read(tag, reader) && !in.skipField(tag)) {
        throw new IOException("a group ends that did not begin");
      }
    }
  }
}
