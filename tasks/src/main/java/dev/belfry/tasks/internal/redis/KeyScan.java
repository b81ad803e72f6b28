package dev.belfry.tasks.internal.redis;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import java.util.List;
import java.util.function.Consumer;

/** Walks over all keys of a namespace. Thread-safe. */
final class KeyScan {
  /** Keeps Redis from others for about a millisecond. */
  private static final int BATCH = 1000;

  private final RedisLink link;

  KeyScan(RedisLink link) {
    this.link = link;
  }

  /**
   * Hands over the keys, some of them perhaps twice, until {@code keys} has seen all of those that
   * were there from beginning to end. A namespace has no characters that mean something in a
   * pattern.
   */
  void forEach(Consumer<List<String>> keys) {
    var wanted = ScanArgs.Builder.matches(link.keyspace().shared("*")).limit(BATCH);
    ScanCursor cursor = ScanCursor.INITIAL;
    do {
      ScanCursor from = cursor;
      KeyScanCursor<String> found = link.call(redis -> redis.scan(from, wanted));
      keys.accept(found.getKeys());
      cursor = found;
    } while (!cursor.isFinished());
  }
}
