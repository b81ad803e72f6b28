package dev.belfry.service.codec;

/** Turns values into bytes and back. Thread-safe. */
public interface Codec {

  /**
   * The bytes of a value.
   *
   * @throws CodecException if the value has no such form
   */
  byte[] encode(Object value);

  /**
   * The value of the bytes.
   *
   * @throws CodecException if the bytes are no such value; says which type and where
   */
  <T> T decode(byte[] bytes, Class<T> type);
}
