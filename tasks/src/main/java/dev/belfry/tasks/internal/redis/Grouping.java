package dev.belfry.tasks.internal.redis;

import static java.util.stream.Collectors.toMap;

import dev.belfry.tasks.TaskStoreException;
import dev.belfry.tasks.internal.wire.Keys;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ObjIntConsumer;

/**
 * Groups of tasks, and the sets taken from them to be aggregated. Each operation is atomic, and one
 * whose reply was lost may simply be called again. Thread-safe; methods block and throw {@link
 * TaskStoreException} as those of {@link TaskBroker}.
 */
public final class Grouping {
  /** Bounds how long one script keeps Redis busy: sets may be large. */
  private static final int MAX_PUT_BACK = 20;

  private static final int PAGE = 1000;

  private final RedisLink link;
  private final GroupMembers members;
  private final Channels channels;

  Grouping(RedisLink link, RedisClock clock, Channels channels) {
    this.link = link;
    this.channels = channels;
    members = new GroupMembers(link, clock);
  }

  /**
   * Puts abandoned sets back, and tells of a page of groups.
   *
   * @param cursor where to go on
   * @param aggregating for how long to tell others that the caller aggregates; zero if it does not
   */
  public GroupLook look(String queue, String cursor, Duration aggregating) {
    var keys = link.keys(queue);
    var reply =
        link.list(
            Script.GROUP_LOOK,
            new Arguments()
                .add(keys.groupPrefix())
                .add(MAX_PUT_BACK)
                .add(cursor)
                .add(PAGE)
                .add(aggregating.toSeconds()),
            keys.groups(),
            keys.aggregationSets(),
            keys.aggregating());
    long next = reply.number(1);
    int staged = (int) reply.number(4);
    Set<String> names = new HashSet<>();
    for (int i = 5; i < 5 + staged; i++) {
      names.add(reply.text(i));
    }
    Map<String, Integer> sizes = new LinkedHashMap<>();
    for (int i = 5 + staged; i < reply.size(); i += 2) {
      sizes.put(reply.text(i), (int) reply.number(i + 1));
    }
    return new GroupLook(
        (int) reply.number(0),
        next < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(next)),
        reply.number(2) == 1,
        reply.text(3),
        names,
        sizes);
  }

  /** Whether the queue has groups or sets that are registered. One cheap command. */
  public boolean isInUse(String queue) {
    var keys = link.keys(queue);
    return link.call(redis -> redis.exists(keys.groups(), keys.aggregationSets())) > 0;
  }

  /** Makes the set if it is time for that. */
  public GroupCheck stage(GroupSet set, GroupCheck.Limits limits) {
    var keys = link.keys(set.queue());
    var reply =
        link.list(
            Script.GROUP_STAGE,
            new Arguments()
                .add(set.group())
                .add(limits.grace().toSeconds())
                .add(limits.maxDelay().toSeconds())
                .add(limits.enough())
                .add(limits.most())
                .add(GroupSet.LIFE_S),
            keys.group(set.group()),
            keys.aggregationSet(set.group(), set.id()),
            keys.groups(),
            keys.aggregationSets(),
            keys.groupRest(set.group()));
    return switch ((int) reply.number(0)) {
      case 1 -> new GroupCheck.Staged((int) reply.number(1));
      case 0 -> new GroupCheck.NotYet(Duration.ofMillis(reply.number(1)));
      default -> new GroupCheck.Empty();
    };
  }

  /**
   * The tasks of a set, the first added first. Those that cannot be read are archived; ids without
   * a record are forgotten.
   */
  public List<TaskMessage> members(GroupSet set) {
    return members.read(set);
  }

  /** Replaces a set by a task. */
  public Replacement replace(GroupSet set, List<TaskMessage> old, NewTask task) {
    var keys = link.keys(set.queue());
    TaskMessage message = task.message();
    var arguments =
        new Arguments()
            .add(keys.taskPrefix())
            .add(message.id())
            .add(message.encode())
            .add(set.id())
            .add(message.group())
            .add(task.uniqueFor().toMillis());
    arguments
        .add(task.time() instanceof NewTask.At ? "at" : "in")
        .add(EnqueueRequest.millis(task.time()));
    return replace(set, old, arguments, message);
  }

  /** Forgets a set and its tasks. */
  public Replacement drop(GroupSet set, List<TaskMessage> old) {
    var arguments =
        new Arguments()
            .add(link.keys(set.queue()).taskPrefix())
            .add("")
            .add("")
            .add(set.id())
            .add("")
            .add(0)
            .add("in")
            .add(0);
    return replace(set, old, arguments, TaskMessage.builder("", "", set.queue()).build());
  }

  private Replacement replace(
      GroupSet set, List<TaskMessage> old, Arguments arguments, TaskMessage message) {
    var keys = link.keys(set.queue());
    arguments.add(keys.dueChannel()).add(keys.groupsChannel());
    for (TaskMessage each : old) {
      if (each.uniqueKey().startsWith(keys.lockPrefix())) {
        arguments.add(each.id()).add(each.uniqueKey());
      }
    }
    var names =
        new ArrayList<>(
            List.of(
                keys.aggregationSet(set.group(), set.id()),
                keys.aggregationSets(),
                keys.groupRest(set.group()),
                keys.groups(),
                keys.pending(),
                keys.scheduled(),
                keys.task(message.id()),
                keys.group(message.group())));
    if (!message.uniqueKey().isEmpty()) {
      names.add(message.uniqueKey());
    }
    return Replacement.of(
        link.number(Script.GROUP_REPLACE, arguments, names.toArray(String[]::new)));
  }

  /** Puts the tasks of a set back into their group, as if nothing had happened. */
  public void giveBack(GroupSet set) {
    long unused = giveBack(set, Duration.ZERO, Duration.ZERO);
  }

  /**
   * Puts the tasks of a set back into their group, which then rests: {@code first} after one
   * failure, doubled by each one that follows, up to {@code longest}. Returns how long it rests.
   */
  public Duration failed(GroupSet set, Duration first, Duration longest) {
    return Duration.ofMillis(Math.max(0, giveBack(set, first, longest)));
  }

  private long giveBack(GroupSet set, Duration first, Duration longest) {
    var keys = link.keys(set.queue());
    return link.number(
        Script.GROUP_RETURN,
        new Arguments().add(set.group()).add(first.toMillis()).add(longest.toMillis()),
        keys.aggregationSet(set.group(), set.id()),
        keys.aggregationSets(),
        keys.group(set.group()),
        keys.groups(),
        keys.groupRest(set.group()));
  }

  /**
   * Calls {@code listener} with the name and the size of a group whenever it gets a task, on a
   * thread that must not block. Go writers do not tell. Closing the result ends it.
   */
  public TaskBroker.Subscription onGrown(String queue, ObjIntConsumer<String> listener) {
    return channels.listen(
        link.keys(queue).groupsChannel(),
        news -> {
          int space = news.indexOf(' ');
          if (space > 0) {
            listener.accept(news.substring(space + 1), Integer.parseInt(news.substring(0, space)));
          }
        });
  }

  /** A search for groups of these queues that are not registered. */
  public GroupSearch search(Collection<String> queues) {
    return new GroupSearch(link, queues);
  }

  /** When the oldest task of each of these groups joined; without those that have none. */
  public Map<String, Instant> oldest(String queue, Set<String> groups) {
    Keys keys = link.keys(queue);
    var replies =
        groups.stream()
            .collect(
                toMap(
                    name -> name,
                    name -> link.send(redis -> redis.zrangeWithScores(keys.group(name), 0, 0))));
    Map<String, Instant> oldest = new LinkedHashMap<>();
    replies.forEach((name, reply) -> {
      var first = link.await(reply);
      if (!first.isEmpty()) {
        oldest.put(name, Instant.ofEpochSecond((long) first.getFirst().getScore()));
      }
    });
    return oldest;
  }
}
