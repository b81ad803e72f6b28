package dev.belfry.tasks.internal.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;

/** Keys are text, values are bytes. */
final class KeyValueCodec {
  static final RedisCodec<String, byte[]> INSTANCE =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  private KeyValueCodec() {}
}
