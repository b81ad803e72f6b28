package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import dev.belfry.tasks.internal.wire.Keys;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Asks Redis what a doctor wants to know; each question takes it some milliseconds at most. */
final class Surveying {
  /** A script that looks at as many records takes about a millisecond. */
  static final int PORTION = 200;

  private static final int LIST_PORTION = 500;
  private static final int MOST_ACTIVE = 5000;

  private final RedisLink link;

  Surveying(RedisLink link) {
    this.link = link;
  }

  /** What a look at one record showed. */
  record Look(Sign sign, ByteString message, String pendingSince) {}

  /** The first impression of a record, in the order of the script's numbers. */
  enum Sign {
    FITS,
    DOUBTFUL,
    PENDING,
    GONE,
    WRONG_TYPE
  }

  List<Look> records(Keys keys, List<String> ids) {
    var arguments = new Arguments().add(keys.prefix());
    ids.forEach(arguments::add);
    var reply = link.list(Script.SURVEY_RECORDS, arguments, keys.lease());
    return lists(reply).stream()
        .map(look ->
            new Look(
                Sign.values()[(int) look.number(0)],
                ByteString.copyFrom(look.bytes(1)),
                look.text(2)))
        .toList();
  }

  /** Those ids of a list or set whose records do not fit it. */
  List<String> misfits(Keys keys, String container, String state, List<String> ids) {
    var arguments = new Arguments().add(keys.taskPrefix()).add(state);
    ids.forEach(arguments::add);
    return link.list(Script.SURVEY_IDS, arguments, container).texts();
  }

  /** Ids that are active without a lease, or the other way round. */
  List<String> unleased(Keys keys) {
    return link.list(
            Script.SURVEY_ACTIVE, new Arguments().add(MOST_ACTIVE), keys.active(), keys.lease())
        .texts();
  }

  /**
   * What is wrong with the place of a task.
   *
   * @param verdict a kind of finding, or {@code fits}
   * @param state what the record says
   * @param places which lists and sets have the id
   */
  record Place(String verdict, String state, String places) {}

  Place place(Keys keys, String id, String group) {
    var reply =
        link.list(
            Script.SURVEY_TASK,
            new Arguments().add(id).add(keys.prefix()).add(group),
            keys.task(id));
    return new Place(reply.text(0), reply.text(1), reply.text(2));
  }

  /** What a look at one lock showed; {@code status} is 1 if it is held, 2 if it is no lock. */
  record Lock(long status, String holder, ByteString message, String state, String recorded) {}

  List<Lock> locks(Keys keys, List<String> locks) {
    var reply =
        link.list(
            Script.SURVEY_LOCKS,
            new Arguments().add(keys.taskPrefix()),
            locks.toArray(String[]::new));
    return lists(reply).stream()
        .map(l ->
            new Lock(l.number(0), l.text(1), ByteString.copyFrom(l.bytes(2)), l.text(3), l.text(4)))
        .toList();
  }

  /**
   * What a look at a set of grouped tasks showed.
   *
   * @param deadline of an aggregation set; empty if it is none
   * @param namedGroup the group that its first member's record names
   */
  record Group(
      String type,
      long size,
      String oldest,
      String deadline,
      boolean registered,
      String namedGroup) {}

  List<Group> groups(Keys keys, List<String> names) {
    var arguments = new Arguments().add(keys.groupPrefix()).add(keys.taskPrefix());
    names.forEach(arguments::add);
    var reply = link.list(Script.SURVEY_GROUPS, arguments, keys.groups(), keys.aggregationSets());
    return lists(reply).stream()
        .map(g ->
            new Group(g.text(0), g.number(1), g.text(2), g.text(3), g.number(4) == 1, g.text(5)))
        .toList();
  }

  /** What a look at a whole queue showed; times are Unix seconds, or empty. */
  record Queue(
      long now,
      List<String> wrongTypes,
      List<String> brokenCounters,
      String pausedSince,
      long archived,
      String oldestArchived,
      String oldestCompleted,
      long tasks,
      long fixedKeys) {}

  Queue queue(Keys keys) {
    var r = link.list(Script.SURVEY_QUEUE, new Arguments().add(keys.prefix()), keys.pending());
    return new Queue(
        r.number(0),
        r.list(1).texts(),
        r.list(2).texts(),
        r.text(3),
        r.number(4),
        r.text(5),
        r.text(6),
        r.number(7),
        r.number(8));
  }

  /** Hands over the ids of a list; those that are put in or taken out meanwhile may be missing. */
  void forEachInList(String key, Consumer<List<String>> ids) {
    for (long from = 0; ; from += LIST_PORTION) {
      long start = from;
      List<byte[]> found = link.call(redis -> redis.lrange(key, start, start + LIST_PORTION - 1));
      if (found.isEmpty()) {
        return;
      }
      ids.accept(found.stream().map(id -> new String(id, UTF_8)).toList());
    }
  }

  /** Hands over the members of a sorted set, in any order, some of them perhaps twice. */
  void forEachInSortedSet(String key, Consumer<List<String>> ids) {
    var limit = ScanArgs.Builder.limit(LIST_PORTION);
    ScanCursor cursor = ScanCursor.INITIAL;
    do {
      ScanCursor from = cursor;
      var found = link.call(redis -> redis.zscan(key, from, limit));
      if (!found.getValues().isEmpty()) {
        ids.accept(
            found.getValues().stream().map(entry -> new String(entry.getValue(), UTF_8)).toList());
      }
      cursor = found;
    } while (!cursor.isFinished());
  }

  /** Hands over the members of a set, in any order, some of them perhaps twice. */
  void forEachInSet(String key, Consumer<List<String>> members) {
    var limit = ScanArgs.Builder.limit(LIST_PORTION);
    ScanCursor cursor = ScanCursor.INITIAL;
    do {
      ScanCursor from = cursor;
      var found = link.call(redis -> redis.sscan(key, from, limit));
      if (!found.getValues().isEmpty()) {
        members.accept(
            found.getValues().stream().map(member -> new String(member, UTF_8)).toList());
      }
      cursor = found;
    } while (!cursor.isFinished());
  }

  private static List<Reply> lists(Reply reply) {
    return IntStream.range(0, reply.size()).mapToObj(reply::list).toList();
  }
}
