package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hashes and streams of tools, in the namespace's own part of {@code belfry:}. Thread-safe. */
public final class ToolData {
  private final RedisLink link;

  ToolData(RedisLink link) {
    this.link = link;
  }

  private String key(String name) {
    return link.keyspace().own(name);
  }

  /** All fields of a map. */
  public Map<String, String> map(String name) {
    return text(link.call(redis -> redis.hgetall(key(name))));
  }

  /** How many fields a map has. */
  public long size(String name) {
    return link.call(redis -> redis.hlen(key(name)));
  }

  /** Sets a field. */
  public void put(String name, String field, String value) {
    link.call(redis -> redis.hset(key(name), field, value.getBytes(UTF_8)));
  }

  /** Removes a field; false if there was none. */
  public boolean remove(String name, String field) {
    return link.call(redis -> redis.hdel(key(name), field)) > 0;
  }

  /** Adds to a log, which keeps about {@code most} entries; returns the entry's id. */
  public String append(String name, Map<String, String> entry, long most) {
    Map<String, byte[]> body = new LinkedHashMap<>();
    entry.forEach((field, value) -> body.put(field, value.getBytes(UTF_8)));
    var bound = XAddArgs.Builder.maxlen(most).approximateTrimming();
    return link.call(redis -> redis.xadd(key(name), bound, body));
  }

  /** Entries of a log, the newest first, that are older than {@code before}; empty = all. */
  public Map<String, Map<String, String>> log(String name, String before, int most) {
    Range<String> range =
        before.isEmpty()
            ? Range.unbounded()
            : Range.from(Range.Boundary.unbounded(), Range.Boundary.excluding(before));
    List<StreamMessage<String, byte[]>> entries =
        link.call(redis -> redis.xrevrange(key(name), range, Limit.from(most)));
    Map<String, Map<String, String>> log = new LinkedHashMap<>();
    entries.forEach(entry -> log.put(entry.getId(), text(entry.getBody())));
    return log;
  }

  private static Map<String, String> text(Map<String, byte[]> values) {
    Map<String, String> text = new LinkedHashMap<>();
    values.forEach((field, value) -> text.put(field, new String(value, UTF_8)));
    return text;
  }
}
