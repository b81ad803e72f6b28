package dev.belfry.tasks.internal.server;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.internal.loop.Loop;
import dev.belfry.tasks.internal.redis.GroupLook;
import dev.belfry.tasks.internal.redis.Grouping;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the groups in a server that does not aggregate: puts abandoned sets back, and warns
 * when groups grow old that nobody seems to aggregate.
 */
final class GroupKeeper {
  private static final Logger log = LoggerFactory.getLogger(GroupKeeper.class);

  /** As often as Go's servers put sets back. */
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /** A group of Go's servers may grow for long, but few let it for that long. */
  private static final Duration OLD = Duration.ofMinutes(10);

  /** A warning names no more than it takes to find the others. */
  private static final int MAX_NAMED = 20;

  private final ServerContext context;
  private final Grouping grouping;
  private final Loop loop;
  private final Set<String> warned = new HashSet<>();

  GroupKeeper(ServerContext context) {
    this.context = context;
    this.grouping = context.broker().grouping();
    this.loop = new Loop("groups", context.contact(), this::look);
  }

  void start() {
    loop.start();
  }

  void stop(Deadline deadline) throws InterruptedException {
    loop.stop(deadline);
  }

  private Duration look() {
    for (String queue : context.settings().queues().keySet()) {
      if (!grouping.isInUse(queue)) {
        continue;
      }
      GroupLook look = grouping.look(queue, GroupLook.BEGIN, Duration.ZERO);
      if (look.putBack() > 0) {
        log.warn("queue {}: {} abandoned sets are back in their groups", queue, look.putBack());
      }
      if (!look.isAggregated() && !look.sizes().isEmpty() && !warned.contains(queue)) {
        warnOfOld(queue, look);
      }
    }
    context.contact().succeeded();
    return INTERVAL;
  }

  private void warnOfOld(String queue, GroupLook look) {
    Set<String> some = new HashSet<>(look.sizes().keySet().stream().limit(MAX_NAMED).toList());
    Map<String, Instant> old = new TreeMap<>(grouping.oldest(queue, some));
    Instant limit = context.broker().now().minus(OLD);
    old.values().removeIf(joined -> joined.isAfter(limit));
    if (!old.isEmpty()) {
      warned.add(queue);
      log.warn(
          "queue {} has groups whose tasks wait for long, and no server of Belfry aggregates it:"
              + " {}. Unless a Go server does, they wait for ever: give a server an aggregator",
          queue,
          old);
    }
  }
}
