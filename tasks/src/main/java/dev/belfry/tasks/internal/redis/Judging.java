package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import dev.belfry.tasks.Finding;
import dev.belfry.tasks.FindingKind;
import dev.belfry.tasks.internal.redis.Surveying.Sign;
import dev.belfry.tasks.internal.wire.Keys;
import dev.belfry.tasks.internal.wire.TaskMessage;
import dev.belfry.tasks.internal.wire.UndecodableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides what is wrong, of which each look shows one moment. Thread-safe. */
final class Judging {
  static final long ARCHIVE_SIZE = 9999;

  /** A day more than the format's, so that nobody is blamed for being about to trim. */
  private static final long ARCHIVE_SECONDS = Duration.ofDays(91).toSeconds();

  /** The servers of a queue remove what is over within seconds. */
  private static final long COMPLETED_SLACK = Duration.ofHours(1).toSeconds();

  /** The servers of a queue give back within a minute what an aggregator dropped. */
  private static final long STALE_SLACK = Duration.ofMinutes(3).toSeconds();

  private static final long LONG_PAUSE = Duration.ofDays(1).toSeconds();
  private static final long LONG_WAIT = Duration.ofHours(1).toSeconds();
  private static final String UUID = ":[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private final RedisLink link;
  private final Surveying surveying;

  Judging(RedisLink link, Surveying surveying) {
    this.link = link;
    this.surveying = surveying;
  }

  /** A task's place; {@code container} is where an id was seen, or empty. */
  List<Finding> place(Keys keys, String id, String container) {
    String group = container.startsWith("g:") ? container.substring(2) : "";
    var place = surveying.place(keys, id, group);
    if (place.verdict().equals("fits")) {
      return List.of();
    }
    String state = place.state().isEmpty() ? "no state" : "state " + place.state();
    String places = place.places().isEmpty() ? "in nothing" : "in " + place.places();
    var kind = FindingKind.valueOf(place.verdict());
    return List.of(new Finding(kind, keys.queue(), id, container, state + ", " + places));
  }

  List<Finding> message(Keys keys, String id) {
    var look = surveying.records(keys, List.of(id)).getFirst();
    if (look.sign() == Sign.WRONG_TYPE) {
      return List.of(finding(FindingKind.WRONG_TYPE, keys, "t:" + id, ""));
    }
    return look.message().isEmpty() ? List.of() : message(keys, id, look.message());
  }

  List<Finding> message(Keys keys, String id, ByteString bytes) {
    try {
      var message = TaskMessage.decode(bytes.toByteArray());
      if (message.id().equals(id) && message.queue().equals(keys.queue())) {
        return List.of();
      }
      String named = "it names task '" + message.id() + "' of queue '" + message.queue() + "'";
      return List.of(finding(FindingKind.MISNAMED_MESSAGE, keys, id, named));
    } catch (UndecodableException e) {
      return List.of(
          finding(FindingKind.UNREADABLE_MESSAGE, keys, id, String.valueOf(e.getMessage())));
    }
  }

  List<Finding> lock(Keys keys, String name) {
    var lock = surveying.locks(keys, List.of(keys.prefix() + name)).getFirst();
    if (lock.status() == 2) {
      return List.of(finding(FindingKind.WRONG_TYPE, keys, name, ""));
    }
    return lockTrouble(keys.prefix() + name, lock)
        .map(kind -> List.of(finding(kind, keys, name, "holder " + lock.holder())))
        .orElse(List.of());
  }

  static Optional<FindingKind> lockTrouble(String key, Surveying.Lock lock) {
    if (lock.status() != 1 || (lock.recorded().equals(key) && !lock.state().equals("completed"))) {
      return Optional.empty();
    }
    boolean waits = !lock.message().isEmpty() && !lock.state().equals("completed");
    return Optional.of(
        waits && key.equals(uniqueKey(lock.message()))
            ? FindingKind.LOCK_NOT_RECORDED
            : FindingKind.LOCK_WITHOUT_HOLDER);
  }

  private static String uniqueKey(ByteString message) {
    try {
      return TaskMessage.decode(message.toByteArray()).uniqueKey();
    } catch (UndecodableException e) {
      return "";
    }
  }

  /** A group or an aggregation set, by what follows the prefix of groups in its key. */
  List<Finding> group(Keys keys, String name) {
    var group = surveying.groups(keys, List.of(name)).getFirst();
    long now = surveying.queue(keys).now();
    if (!group.deadline().isEmpty()) {
      return set(keys, name, group, now);
    }
    if (!group.type().equals("zset")) {
      if (!group.type().equals("none")) {
        return List.of(finding(FindingKind.WRONG_TYPE, keys, "g:" + name, group.type()));
      }
      return group.registered()
          ? List.of(finding(FindingKind.EMPTY_GROUP, keys, name, ""))
          : List.of();
    }
    if (isForgottenSet(name, group)) {
      return List.of(finding(FindingKind.STALE_AGGREGATION_SET, keys, name, "not among the sets"));
    }
    if (!group.registered()) {
      String size = group.size() + " tasks";
      return List.of(finding(FindingKind.GROUP_NOT_REGISTERED, keys, name, size));
    }
    long oldest = second(group.oldest(), now);
    return oldest < now - LONG_WAIT
        ? List.of(finding(FindingKind.GROUP_WAITS_LONG, keys, name, since(oldest)))
        : List.of();
  }

  private static List<Finding> set(Keys keys, String name, Surveying.Group set, long now) {
    long deadline = second(set.deadline(), now);
    boolean stale = deadline < now - STALE_SLACK || set.type().equals("none");
    return stale
        ? List.of(
            finding(
                FindingKind.STALE_AGGREGATION_SET,
                keys,
                name,
                set.size() + " tasks, its deadline was " + Instant.ofEpochSecond(deadline)))
        : List.of();
  }

  /** Named like a set, and what its members call their group is the rest of the name. */
  static boolean isForgottenSet(String name, Surveying.Group group) {
    String real = name.replaceFirst(UUID + "$", "");
    return !real.equals(name) && group.namedGroup().equals(real);
  }

  /** A queue as a whole; the day counters are named by what follows the queue's prefix. */
  List<Finding> queue(Keys keys) {
    var queue = surveying.queue(keys);
    List<Finding> found = new ArrayList<>();
    queue.wrongTypes().forEach(key -> found.add(finding(FindingKind.WRONG_TYPE, keys, key, "")));
    queue
        .brokenCounters()
        .forEach(key -> found.add(finding(FindingKind.BROKEN_COUNTER, keys, key, "")));
    boolean registered =
        link.call(r -> r.sismember(link.keyspace().queues(), keys.queue().getBytes(UTF_8)));
    if (!registered && queue.tasks() > 0) {
      found.add(
          finding(FindingKind.QUEUE_NOT_REGISTERED, keys, "queues", queue.tasks() + " tasks"));
    } else if (!registered && queue.fixedKeys() > 0) {
      found.add(finding(FindingKind.QUEUE_LEFTOVERS, keys, "queues", queue.fixedKeys() + " keys"));
    }
    long now = queue.now();
    if (queue.archived() > ARCHIVE_SIZE
        || second(queue.oldestArchived(), now) < now - ARCHIVE_SECONDS) {
      found.add(
          finding(FindingKind.ARCHIVE_OVERGROWN, keys, "archived", queue.archived() + " tasks"));
    }
    long completed = second(queue.oldestCompleted(), now);
    if (completed < now - COMPLETED_SLACK) {
      found.add(finding(FindingKind.COMPLETED_OVERDUE, keys, "completed", since(completed)));
    }
    long paused = second(queue.pausedSince(), now);
    if (paused < now - LONG_PAUSE && registered) {
      found.add(finding(FindingKind.PAUSED_FOR_LONG, keys, "paused", since(paused)));
    }
    return found;
  }

  List<Finding> dayCounter(Keys keys, String name) {
    var value = link.call(redis -> redis.get(keys.prefix() + name));
    boolean fine = value == null || new String(value, UTF_8).matches("\\d+");
    return fine ? List.of() : List.of(finding(FindingKind.BROKEN_COUNTER, keys, name, ""));
  }

  /** The list or set of servers, workers or schedulers, by its whole key. */
  List<Finding> members(String key, Instant now) {
    long dead = link.call(redis -> redis.zcount(key, Presence.dead(now)));
    return dead == 0
        ? List.of()
        : List.of(new Finding(FindingKind.DEAD_MEMBER, "", key, "", dead + " of them"));
  }

  /** The history of a scheduler entry. */
  List<Finding> history(String key, Set<String> entries, Instant now) {
    String entry = key.substring(link.keyspace().schedulerHistory("").length());
    boolean lasts = link.call(redis -> redis.ttl(key)) < 0;
    if (!lasts || entries.contains(entry)) {
      return List.of();
    }
    var newest = link.call(redis -> redis.zrevrangeWithScores(key, 0, 0));
    double day = now.getEpochSecond() - Duration.ofDays(1).toSeconds();
    return newest.isEmpty() || newest.getFirst().getScore() >= day
        ? List.of()
        : List.of(new Finding(FindingKind.HISTORY_WITHOUT_ENTRY, "", key, "", ""));
  }

  private static Finding finding(FindingKind kind, Keys keys, String subject, String detail) {
    return new Finding(kind, keys.queue(), subject, "", detail);
  }

  private static long second(String text, long otherwise) {
    try {
      return (long) Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  private static String since(long second) {
    return "since " + Instant.ofEpochSecond(second);
  }
}
