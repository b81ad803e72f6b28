package dev.belfry.tasks.internal.redis;

import com.google.protobuf.ByteString;
import dev.belfry.tasks.internal.wire.TaskMessage;
import dev.belfry.tasks.internal.wire.UndecodableException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the tasks of sets, and takes out what cannot be aggregated. Thread-safe. */
final class GroupMembers {
  private static final Logger log = LoggerFactory.getLogger(GroupMembers.class);

  /** Payloads may be large; each reply is in memory on both sides. */
  private static final int PAGE = 250;

  private final RedisLink link;
  private final RedisClock clock;

  GroupMembers(RedisLink link, RedisClock clock) {
    this.link = link;
    this.clock = clock;
  }

  List<TaskMessage> read(GroupSet set) {
    var keys = link.keys(set.queue());
    String key = keys.aggregationSet(set.group(), set.id());
    var readable = new ArrayList<TaskMessage>();
    var unfit = new Arguments().add(keys.taskPrefix());
    int unfitCount = 0;
    for (int rank = 0; ; rank += PAGE) {
      var page = new Arguments().add(keys.taskPrefix()).add(rank).add(PAGE);
      var reply = link.list(Script.GROUP_READ, page, key);
      for (int i = 0; i < reply.size(); i += 2) {
        String id = reply.text(i);
        TaskMessage message = decode(set, id, (byte[]) reply.values().get(i + 1), unfit);
        if (message == null) {
          unfitCount++;
        } else {
          readable.add(message);
        }
      }
      if (reply.size() < 2 * PAGE) {
        break;
      }
    }
    if (unfitCount > 0) {
      link.number(
          Script.GROUP_QUARANTINE, unfit, key, keys.archived(), keys.processed(), keys.failed());
    }
    return readable;
  }

  /** Returns null, and adds the task to the unfit, if it cannot be aggregated. */
  private @Nullable TaskMessage decode(
      GroupSet set, String id, byte @Nullable [] bytes, Arguments unfit) {
    if (bytes == null) {
      unfit.add(id).add("");
      return null;
    }
    try {
      TaskMessage message = TaskMessage.decode(bytes);
      return message.id().equals(id) ? message : message.toBuilder().id(id).build();
    } catch (UndecodableException e) {
      log.atError()
          .addKeyValue("queue", set.queue())
          .addKeyValue("task", id)
          .log("archiving a task of {} that cannot be read: {}", set, e.getMessage());
      unfit
          .add(id)
          .add(
              TaskMessage.builder(Fetching.UNREADABLE_TYPE, id, set.queue())
                  .payload(ByteString.copyFrom(bytes))
                  .build()
                  .endedAt(clock.second(), "the stored task cannot be read: " + e.getMessage())
                  .encode());
      return null;
    }
  }
}
