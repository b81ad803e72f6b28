package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.internal.wire.Keys;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Moves and deletes tasks by hand. Thread-safe. */
public final class Moving {
  /** A script that moves as many takes some two milliseconds. */
  private static final int PORTION = 150;

  /** More than a portion adds, so that an archive that is far too large shrinks. */
  private static final int TRIM = 300;

  private final RedisLink link;

  Moving(RedisLink link) {
    this.link = link;
  }

  Change run(String queue, String id) {
    return one(Script.RUN_TASK, queue, id, new Arguments());
  }

  Change archive(String queue, String id) {
    return one(Script.ARCHIVE_TASK, queue, id, new Arguments().add(TRIM));
  }

  Change delete(String queue, String id) {
    return one(Script.DELETE_TASK, queue, id, new Arguments());
  }

  Change reschedule(String queue, String id, Instant at) {
    Keys keys = link.keys(queue);
    long millis = Math.ceilDiv(at.getEpochSecond() * 1_000_000_000L + at.getNano(), 1_000_000L);
    return one(Script.RESCHEDULE, queue, id, new Arguments().add(millis).add(keys.dueChannel()));
  }

  Change update(String queue, String id, byte[] seen, byte[] message) {
    return one(Script.UPDATE_MESSAGE, queue, id, new Arguments().add(seen).add(message));
  }

  private Change one(Script script, String queue, String id, Arguments more) {
    Keys keys = link.keys(queue);
    var arguments = new Arguments().add(id).add(keys.prefix()).addAll(more);
    return Change.of(link.text(script, arguments, keys.task(id)));
  }

  /** How a bulk operation is done. */
  public enum Bulk {
    RUN(Script.RUN_ALL),
    ARCHIVE(Script.ARCHIVE_ALL),
    DELETE(Script.DELETE_ALL);

    private final Script script;

    Bulk(Script script) {
      this.script = script;
    }
  }

  /** Does it to tasks that were found in one place, if they are still what they were. */
  List<Change> all(Bulk bulk, SearchPlace place, String container, List<Searched.Hit> tasks) {
    var arguments =
        new Arguments()
            .add(link.keys(place.queue()).prefix())
            .add(bulk.name().toLowerCase(Locale.ROOT))
            .add(place.state().name().toLowerCase(Locale.ROOT))
            .add(TRIM);
    for (Searched.Hit task : tasks) {
      arguments
          .add(task.id())
          .add(MessageDigests.sha1(task.message()))
          .add(place.isList() ? task.position().at() : "");
    }
    return link.list(Script.CHANGE_TASKS, arguments, container).texts().stream()
        .map(Change::of)
        .toList();
  }

  /** As many as there were when it began; tasks that come later stay. */
  long all(Bulk bulk, String queue, TaskState state, String group) {
    Keys keys = link.keys(queue);
    String container = state == TaskState.AGGREGATING ? keys.group(group) : keys.container(state);
    long left =
        state == TaskState.PENDING
            ? link.call(redis -> redis.llen(container))
            : link.call(redis -> redis.zcard(container));
    long moved = 0;
    while (left > 0) {
      var arguments =
          new Arguments()
              .add(keys.prefix())
              .add(state.name().toLowerCase(Locale.ROOT))
              .add(group)
              .add(Math.min(left, PORTION))
              .add(TRIM);
      String first =
          bulk == Bulk.RUN ? keys.pending() : bulk == Bulk.ARCHIVE ? keys.archived() : container;
      var reply = link.list(bulk.script, arguments, first);
      if (reply.number(0) == 0) {
        break;
      }
      left -= reply.number(0);
      moved += reply.number(1);
    }
    return moved;
  }
}
