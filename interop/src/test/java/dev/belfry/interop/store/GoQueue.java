package dev.belfry.interop.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One queue as asynq leaves it and sees it, key by key. */
public final class GoQueue {
  private static final String ENQUEUED = "1700000000000000000";

  private final Store store;
  private final String name;

  GoQueue(Store store, String name) {
    this.store = store;
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** The key of the queue that ends like this: {@code pending}, {@code t:<id>}, … */
  public String key(String end) {
    return "asynq:{" + name + "}:" + end;
  }

  /** Registers the queue, as asynq's client does before it enqueues. */
  public GoQueue registered() {
    store.raw().sadd("asynq:queues", name.getBytes(UTF_8));
    return this;
  }

  /** Enqueues tasks; the first one is next to run. */
  public void pending(GoTask... tasks) {
    for (GoTask task : tasks) {
      record(task.withField("pending_since", ENQUEUED), "pending");
      store.raw().lpush(key("pending"), bytes(task.id()));
    }
  }

  /** A task that a worker has. */
  public void active(GoTask task, long leaseEnd) {
    record(task, "active");
    store.raw().lpush(key("active"), bytes(task.id()));
    zadd("lease", leaseEnd, task.id());
  }

  /** A task that is scheduled, or waits for a retry, or is archived, or completed. */
  public void in(String state, GoTask task, long score) {
    record(task, state);
    zadd(state, score, task.id());
  }

  /** Tasks that wait in a group. */
  public void grouped(String group, long score, GoTask... tasks) {
    for (GoTask task : tasks) {
      record(task.with("group_key", group).withField("group", group), "aggregating");
      zadd("g:" + group, score, task.id());
    }
    store.raw().sadd(key("groups"), bytes(group));
  }

  /** Stages tasks of a group, as asynq does before it aggregates them. */
  public void staged(String group, String set, long score, long deadline, GoTask... tasks) {
    for (GoTask task : tasks) {
      record(task.with("group_key", group).withField("group", group), "aggregating");
      zadd("g:" + group + ':' + set, score, task.id());
    }
    zadd("aggregation_sets", deadline, key("g:" + group + ':' + set));
  }

  /** Writes the record of a task and nothing else. */
  public void record(GoTask task, String state) {
    String record = key("t:" + task.id());
    store.raw().hset(record, "msg", task.encode(name));
    store.raw().hset(record, "state", bytes(state));
    task.fields().forEach((field, value) -> store.raw().hset(record, field, bytes(value)));
  }

  public void zadd(String end, long score, String member) {
    store.raw().zadd(key(end), (double) score, bytes(member));
  }

  public void set(String end, String value) {
    store.raw().set(key(end), bytes(value));
  }

  public @Nullable String text(String end) {
    return store.text(key(end));
  }

  /** From left to right: the last one is the oldest. */
  public List<String> list(String end) {
    return store.list(key(end));
  }

  public Map<String, Long> zset(String end) {
    return store.zset(key(end));
  }

  public Set<String> members(String end) {
    return store.set(key(end));
  }

  /** The fields of a task's message. */
  public Map<String, Object> message(String id) {
    return Proto.TASK.decode(store.raw().hget(key("t:" + id), "msg"));
  }

  /** The fields of a task's record that asynq knows, without the message. */
  public Map<String, String> fields(String id) {
    var fields = new TreeMap<String, String>();
    store
        .raw()
        .hgetall(key("t:" + id))
        .forEach((name, value) -> {
          if (!name.equals("msg") && !name.startsWith("belfry_")) {
            fields.put(name, new String(value, UTF_8));
          }
        });
    return fields;
  }

  /** The ids of all tasks that have a record. */
  public List<String> records() {
    String prefix = key("t:");
    return store.keys().stream()
        .filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()))
        .toList();
  }

  /** The key of the only day that has such a counter. */
  public String dayKey(String counter) {
    var days =
        store.keys().stream()
            .filter(key -> key.matches("\\Q" + key(counter) + "\\E:\\d{4}-\\d\\d-\\d\\d"))
            .toList();
    if (days.size() != 1) {
      throw new AssertionError("not one day of " + counter + ": " + days);
    }
    return days.getFirst();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
