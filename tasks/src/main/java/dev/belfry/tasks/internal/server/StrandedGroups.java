package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.internal.redis.GroupSearch;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds groups that are not registered, so that nobody would ever aggregate them: Go leaves them
 * behind when it puts back an abandoned set, and when the retry of a task that was in a group is
 * due. It searches all keys of Redis, a portion at each turn of the janitor, and then rests. For
 * one thread.
 */
final class StrandedGroups {
  private static final Logger log = LoggerFactory.getLogger(StrandedGroups.class);

  /** Between searches; a small store is searched in one turn. */
  private static final Duration REST = Duration.ofMinutes(5);

  private final ServerContext context;
  private final GroupSearch search;
  private long nextSearch = System.nanoTime();

  StrandedGroups(ServerContext context) {
    this.context = context;
    search = context.broker().grouping().search(context.settings().queues().keySet());
  }

  /** One portion, if it is time for it. */
  void search() {
    if (System.nanoTime() - nextSearch < 0) {
      return;
    }
    search.nextPortion().forEach(group -> log.warn("registered what was stranded: {}", group));
    context.contact().succeeded();
    if (search.isAtBegin()) {
      nextSearch = System.nanoTime() + REST.toNanos();
    }
  }
}
