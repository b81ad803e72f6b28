package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import dev.belfry.tasks.Finding;
import dev.belfry.tasks.FindingKind;
import dev.belfry.tasks.RepairReport;
import dev.belfry.tasks.internal.wire.Keys;
import dev.belfry.tasks.internal.wire.TaskMessage;
import dev.belfry.tasks.internal.wire.UndecodableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Repairs what a doctor found, if it is still so. Thread-safe. */
final class Repairing {
  private static final int PORTION = 500;

  /** The servers of a queue give back within a minute what an aggregator dropped. */
  private static final long STALE_SLACK = Duration.ofMinutes(3).toSeconds();

  private static final long HISTORY_LIFE = Duration.ofDays(90).toSeconds();
  private static final String GROUP = "g:";
  private static final String TASK = "t:";

  private final RedisLink link;
  private final RedisClock clock;
  private final Surveying surveying;
  private final QueueRemoval removal;

  Repairing(RedisLink link, RedisClock clock) {
    this.link = link;
    this.clock = clock;
    surveying = new Surveying(link);
    removal = new QueueRemoval(link, clock);
  }

  private enum Result {
    REPAIRED,
    GONE,
    LEFT
  }

  RepairReport repair(List<Finding> findings) {
    List<Finding> repaired = new ArrayList<>();
    List<Finding> gone = new ArrayList<>();
    List<Finding> left = new ArrayList<>();
    for (Finding finding : findings) {
      switch (repair(finding)) {
        case REPAIRED -> repaired.add(finding);
        case GONE -> gone.add(finding);
        case LEFT -> left.add(finding);
      }
    }
    return new RepairReport(repaired, gone, left);
  }

  private Result repair(Finding finding) {
    Keys keys = link.keys(finding.queue());
    String subject = finding.subject();
    return switch (finding.kind()) {
      case ACTIVE_WITHOUT_LEASE,
          LEASE_WITHOUT_ACTIVE,
          LEASE_OVERDUE,
          TASK_NOWHERE,
          STATE_MISMATCH,
          SEVERAL_PLACES,
          GHOST_ID,
          BARE_RECORD ->
          task(keys, finding);
      case UNREADABLE_MESSAGE, MISNAMED_MESSAGE -> message(keys, subject);
      case LOCK_WITHOUT_HOLDER, LOCK_NOT_RECORDED -> lock(keys, keys.prefix() + subject);
      case GROUP_NOT_REGISTERED, EMPTY_GROUP ->
          result(
              link.number(
                  Script.REPAIR_GROUP,
                  new Arguments().add(subject),
                  keys.group(subject),
                  keys.groups()));
      case STALE_AGGREGATION_SET -> aggregation(keys, subject);
      case QUEUE_NOT_REGISTERED -> register(keys);
      case QUEUE_LEFTOVERS -> leftovers(keys);
      case WRONG_TYPE -> type(keys, subject);
      case HISTORY_WITHOUT_ENTRY ->
          result(link.number(Script.REPAIR_HISTORY, new Arguments().add(HISTORY_LIFE), subject));
      case DEAD_MEMBER ->
          result(link.call(redis -> redis.zremrangebyscore(subject, Presence.dead(clock.now()))));
      case ARCHIVE_OVERGROWN -> archive(keys);
      case COMPLETED_OVERDUE -> completed(keys);
      case BROKEN_COUNTER ->
          result(link.number(Script.REPAIR_COUNTER, new Arguments(), keys.prefix() + subject));
      case GROUP_WAITS_LONG, PAUSED_FOR_LONG -> Result.LEFT;
    };
  }

  private static Result result(long changed) {
    return changed > 0 ? Result.REPAIRED : changed == 0 ? Result.GONE : Result.LEFT;
  }

  private Result task(Keys keys, Finding finding) {
    String place = finding.place();
    String group = place.startsWith(GROUP) ? place.substring(GROUP.length()) : "";
    String id = finding.subject();
    long done =
        link.number(
            Script.REPAIR_TASK,
            new Arguments().add(id).add(keys.prefix()).add(group),
            keys.task(id));
    if (done == 1) {
      register(keys);
    }
    return result(done);
  }

  private Result message(Keys keys, String id) {
    byte[] seen = surveying.records(keys, List.of(id)).getFirst().message().toByteArray();
    if (seen.length == 0) {
      return Result.GONE;
    }
    try {
      var message = TaskMessage.decode(seen);
      boolean right = message.id().equals(id) && message.queue().equals(keys.queue());
      return right
          ? Result.GONE
          : replace(keys, id, seen, message.toBuilder().id(id).queue(keys.queue()).build(), "keep");
    } catch (UndecodableException e) {
      return replace(keys, id, seen, unreadable(keys, id, seen, e), "archive");
    }
  }

  private TaskMessage unreadable(Keys keys, String id, byte[] seen, UndecodableException why) {
    return TaskMessage.builder(Fetching.UNREADABLE_TYPE, id, keys.queue())
        .payload(ByteString.copyFrom(seen))
        .build()
        .endedAt(clock.second(), "the stored task cannot be read: " + why.getMessage());
  }

  private Result replace(Keys keys, String id, byte[] seen, TaskMessage message, String how) {
    return result(
        link.number(
            Script.REPAIR_MESSAGE,
            new Arguments().add(id).add(keys.prefix()).add(seen).add(message.encode()).add(how),
            keys.task(id)));
  }

  private Result lock(Keys keys, String key) {
    var lock = surveying.locks(keys, List.of(key)).getFirst();
    var trouble = Judging.lockTrouble(key, lock);
    if (trouble.isEmpty()) {
      return Result.GONE;
    }
    boolean release = trouble.get() == FindingKind.LOCK_WITHOUT_HOLDER;
    return result(
        link.number(
            Script.REPAIR_LOCK,
            new Arguments()
                .add(lock.holder())
                .add(lock.message().toByteArray())
                .add(release ? "release" : "note"),
            key,
            keys.task(lock.holder())));
  }

  private Result aggregation(Keys keys, String name) {
    String group = name.substring(0, Math.max(0, name.lastIndexOf(':')));
    long done;
    do {
      done =
          link.number(
              Script.REPAIR_AGGREGATION,
              new Arguments().add(group).add(STALE_SLACK).add(PORTION),
              keys.group(name),
              keys.aggregationSets(),
              keys.group(group),
              keys.groups());
    } while (done == 2);
    return result(done);
  }

  private Result register(Keys keys) {
    if (surveying.queue(keys).tasks() == 0) {
      return Result.GONE;
    }
    String all = link.keyspace().queues();
    return result(link.call(redis -> redis.sadd(all, keys.queue().getBytes(UTF_8))));
  }

  private Result leftovers(Keys keys) {
    String all = link.keyspace().queues();
    boolean registered = link.call(r -> r.sismember(all, keys.queue().getBytes(UTF_8)));
    if (registered || surveying.queue(keys).fixedKeys() == 0) {
      return Result.GONE;
    }
    return removal.removeKeys(keys) ? Result.REPAIRED : Result.LEFT;
  }

  private Result type(Keys keys, String rest) {
    String aside = keys.aside(rest);
    return result(
        link.number(
            Script.REPAIR_TYPE,
            new Arguments().add(type(rest)).add(UUID.randomUUID().toString()),
            keys.prefix() + rest,
            aside));
  }

  private static String type(String rest) {
    if (rest.startsWith(GROUP)) {
      return "zset";
    }
    if (rest.startsWith(TASK)) {
      return "hash";
    }
    return switch (rest) {
      case "pending", "active" -> "list";
      case "groups" -> "set";
      case "lease", "scheduled", "retry", "archived", "completed", "aggregation_sets" -> "zset";
      default -> "string";
    };
  }

  private Result completed(Keys keys) {
    var maintaining = new Maintaining(link, clock);
    long all = 0;
    long deleted;
    do {
      deleted = maintaining.deleteExpired(keys.queue(), PORTION).completed();
      all += deleted;
    } while (deleted > 0);
    return result(all);
  }

  private Result archive(Keys keys) {
    long all = 0;
    long trimmed;
    do {
      trimmed =
          link.number(
              Script.TRIM_ARCHIVE,
              new Arguments().add(keys.taskPrefix()).add(PORTION),
              keys.archived());
      all += trimmed;
    } while (trimmed > 0);
    return result(all);
  }
}
