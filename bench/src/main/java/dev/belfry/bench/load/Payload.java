package dev.belfry.bench.load;

import java.nio.ByteBuffer;

/** The payload of a measured task: its number, a time, and filling. */
record Payload(int index, long time) {
  /** Room for what it says. */
  static final int LEAST_BYTES = Integer.BYTES + Long.BYTES;

  byte[] bytes(int size) {
    return ByteBuffer.allocate(Math.max(size, LEAST_BYTES)).putInt(index).putLong(time).array();
  }

  static Payload read(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Payload(buffer.getInt(), buffer.getLong());
  }
}
