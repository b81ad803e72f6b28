package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.Page;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.internal.wire.Keys;
import dev.belfry.tasks.internal.wire.UndecodableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads lists of tasks, page by page. Thread-safe. */
final class Listing {
  private final RedisLink link;

  Listing(RedisLink link) {
    this.link = link;
  }

  Listed list(String queue, TaskState state, Page page) {
    return list(queue, link.keys(queue).container(state), state, page);
  }

  Listed group(String queue, String group, Page page) {
    return list(queue, link.keys(queue).group(group), TaskState.AGGREGATING, page);
  }

  private Listed list(String queue, String container, TaskState state, Page page) {
    Keys keys = link.keys(queue);
    var reply =
        link.list(
            Script.LIST_TASKS,
            new Arguments()
                .add(keys.taskPrefix())
                .add(state.name().toLowerCase(Locale.ROOT))
                .add(page.start())
                .add(page.start() + page.size() - 1),
            container,
            keys.lease());
    Instant now = Instant.ofEpochMilli(reply.number(0));
    List<Listed.Entry> entries = new ArrayList<>();
    for (int i = 2; i < reply.size(); i++) {
      entries.add(entry(queue, reply.list(i), now));
    }
    return new Listed(entries, reply.number(1));
  }

  private static Listed.Entry entry(String queue, Reply record, Instant now) {
    String id = Records.id(record);
    try {
      return new Listed.Entry(id, Records.task(queue, record, now), "");
    } catch (UndecodableException | IllegalArgumentException e) {
      return new Listed.Entry(id, null, Records.problem(record, e));
    }
  }
}
