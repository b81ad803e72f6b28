package dev.belfry.tasks.internal.redis;

import static java.util.stream.Collectors.toMap;

import dev.belfry.tasks.internal.wire.Keys;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A search through all keys for groups that are not registered. For one thread. */
public final class GroupSearch {
  /** Some two milliseconds of Redis. */
  private static final int PORTION = 4000;

  private final RedisLink link;

  /** The queues' keys by the prefix of their groups. */
  private final Map<String, Keys> queues;

  private ScanCursor cursor = ScanCursor.INITIAL;
  private boolean atBegin = true;

  GroupSearch(RedisLink link, Collection<String> queues) {
    this.link = link;
    this.queues = queues.stream().map(link::keys).collect(toMap(Keys::groupPrefix, keys -> keys));
  }

  /** Looks at some keys, registers the stranded groups among them, and returns their keys. */
  public List<String> nextPortion() {
    ScanArgs groups = ScanArgs.Builder.limit(PORTION).match(link.keyspace().shared("{*}:g:*"));
    ScanCursor from = cursor;
    // Should this fail: a place at a node that has left the cluster would fail for ever.
    cursor = ScanCursor.INITIAL;
    KeyScanCursor<String> found = link.call(redis -> redis.scan(from, groups));
    List<String> stranded = new ArrayList<>();
    for (String key : found.getKeys()) {
      if (adopt(key)) {
        stranded.add(key);
      }
    }
    atBegin = found.isFinished();
    cursor = atBegin ? ScanCursor.INITIAL : found;
    return stranded;
  }

  /** Whether the next portion is the first of a new search. */
  public boolean isAtBegin() {
    return atBegin;
  }

  private boolean adopt(String key) {
    for (var queue : queues.entrySet()) {
      if (key.startsWith(queue.getKey())) {
        Keys keys = queue.getValue();
        var arguments =
            new Arguments().add(key.substring(queue.getKey().length())).add(keys.taskPrefix());
        return link.number(
                Script.GROUP_ADOPT, arguments, key, keys.groups(), keys.aggregationSets())
            == 1;
      }
    }
    return false;
  }
}
