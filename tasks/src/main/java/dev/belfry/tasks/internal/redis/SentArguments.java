package dev.belfry.tasks.internal.redis;

import io.lettuce.core.protocol.CommandArgs;
import io.netty.buffer.ByteBuf;

/**
 * The arguments of a script call that knows when it is sent again. Lettuce sends a command again
 * when the connection was lost before its reply; the arguments are the same then, and only here can
 * be seen that they go out for the second time.
 */
final class SentArguments extends CommandArgs<String, byte[]> {
  private final byte[] repetitionMark;

  SentArguments(String script, String[] keys, byte[][] values, byte[] repetitionMark) {
    super(KeyValueCodec.INSTANCE);
    this.repetitionMark = repetitionMark;
    add(script).add(keys.length).addKeys(keys);
    for (byte[] value : values) {
      add(value);
    }
  }

  @Override
  public void encode(ByteBuf buffer) {
    super.encode(buffer);
    repetitionMark[0] = Arguments.YES;
  }
}
