package dev.belfry.tasks.internal.server;

import dev.belfry.service.Deadline;
import dev.belfry.tasks.internal.loop.Loop;
import dev.belfry.tasks.internal.redis.GroupCheck;
import dev.belfry.tasks.internal.redis.GroupLook;
import dev.belfry.tasks.internal.redis.GroupSet;
import dev.belfry.tasks.internal.redis.Grouping;
import dev.belfry.tasks.internal.redis.TaskBroker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes sets from the groups of one queue when it is time. It keeps a local timer for each group,
 * and Belfry's clients tell when a group grows; Go's do not, so it also looks from time to time.
 */
final class GroupWatch {
  private static final Logger log = LoggerFactory.getLogger(GroupWatch.class);

  /** Between looks while there are groups that may be due soon. */
  private static final Duration BUSY = Duration.ofSeconds(2);

  /** Between looks while there is nothing; a look is one command then. */
  private static final Duration IDLE = Duration.ofSeconds(15);

  /** For the next check of a group that has none to come; its members' arrival is told. */
  private static final Duration LATER = Duration.ofHours(1);

  /** How long after the last group there is likely to be another one. */
  private static final Duration STAYS_BUSY = Duration.ofMinutes(1);

  /** Between the looks that also tell others that this server aggregates, in several commands. */
  private static final Duration THOROUGH = Duration.ofMinutes(5);

  private static final Duration AGGREGATES_FOR = THOROUGH.multipliedBy(3);

  private final ServerContext context;
  private final Grouping grouping;
  private final String queue;
  private final GroupCheck.Limits limits;
  private final SetWorkers workers;
  private final Loop loop;

  /** When to check which group, on the monotonic clock. */
  private final Map<String, Long> checks = new ConcurrentHashMap<>();

  private TaskBroker.@Nullable Subscription news;
  private String cursor = GroupLook.BEGIN;
  private long nextLook = System.nanoTime();
  private long nextThoroughLook = nextLook;
  private long lastSeen = System.nanoTime() - STAYS_BUSY.toNanos();

  GroupWatch(ServerContext context, String queue, GroupCheck.Limits limits, SetWorkers workers) {
    this.context = context;
    this.grouping = context.broker().grouping();
    this.queue = queue;
    this.limits = limits;
    this.workers = workers;
    this.loop = new Loop("aggregator-" + queue, context.contact(), this::turn);
  }

  void start() {
    news = grouping.onGrown(queue, this::grown);
    loop.start();
  }

  /** Another set may be merged now. */
  void wake() {
    loop.wake();
  }

  void quiesce() {
    loop.quiesce();
    if (news != null) {
      news.close();
    }
  }

  void stop(Deadline deadline) throws InterruptedException {
    quiesce();
    loop.stop(deadline);
  }

  /** A check that comes too early only finds out when the right moment is. */
  private void grown(String group, int size) {
    boolean enough = size >= (limits.enough() == 0 ? limits.most() : limits.enough());
    long at = System.nanoTime() + (enough ? 0 : soonest().toNanos());
    long check = checks.merge(group, at, GroupWatch::earlier);
    if (check == at) {
      loop.wake();
    }
  }

  /** How long a new group lasts at least, if it does not get enough. */
  private Duration soonest() {
    Duration maxDelay = limits.maxDelay();
    return maxDelay.isZero() || maxDelay.compareTo(limits.grace()) > 0 ? limits.grace() : maxDelay;
  }

  /** Often enough to see a group of Go's clients before it is time for it. */
  private Duration betweenLooks() {
    Duration quarter = soonest().dividedBy(4);
    if (limits.enough() > 0 || quarter.compareTo(BUSY) < 0) {
      return BUSY;
    }
    return quarter.compareTo(IDLE) < 0 ? quarter : IDLE;
  }

  private Duration turn() {
    if (System.nanoTime() - nextLook >= 0) {
      look();
    }
    long next = nextLook;
    for (String group : checks.keySet()) {
      long at = checks.getOrDefault(group, next);
      if (at - System.nanoTime() <= 0) {
        if (!workers.reserve()) {
          continue; // It wakes this loop when it has room.
        }
        at = check(group);
      }
      next = earlier(next, at);
    }
    context.contact().succeeded();
    return Duration.ofNanos(Math.max(0, next - System.nanoTime()));
  }

  private void look() {
    long began = System.nanoTime();
    boolean idle = began - lastSeen >= STAYS_BUSY.toNanos();
    if (idle && began - nextThoroughLook < 0 && !grouping.isInUse(queue)) {
      nextLook = began + IDLE.toNanos();
      return;
    }
    nextThoroughLook = began + THOROUGH.toNanos();
    GroupLook look = grouping.look(queue, cursor, AGGREGATES_FOR);
    long now = System.nanoTime();
    cursor = look.cursor();
    if (look.putBack() > 0) {
      log.warn("queue {}: {} abandoned sets are back in their groups", queue, look.putBack());
    }
    look.sizes()
        .forEach((group, size) -> {
          boolean enough = limits.enough() > 0 && size >= limits.enough();
          if (enough || !checks.containsKey(group)) {
            checks.put(group, now);
          }
        });
    // If Go puts an abandoned set back, it forgets to register the group. A check makes up for it.
    Duration afterwards = look.nextAbandoned().orElse(Duration.ZERO).plusSeconds(1);
    look.staged().forEach(group -> checks.putIfAbsent(group, now + afterwards.toNanos()));
    if (!look.staged().isEmpty() || !look.sizes().isEmpty()) {
      lastSeen = now;
    }
    boolean busy = now - lastSeen < STAYS_BUSY.toNanos();
    nextLook = now + (busy ? betweenLooks() : IDLE).toNanos();
  }

  /** Takes a set if it is time, for which there is room; returns when to check again. */
  private long check(String group) {
    long began = System.nanoTime();
    // A group that grows in the meantime brings the next check nearer than this.
    long later = nextLook + LATER.toNanos();
    checks.put(group, later);
    GroupSet set = GroupSet.next(queue, group);
    boolean staged = false;
    try {
      switch (grouping.stage(set, limits)) {
        case GroupCheck.NotYet notYet ->
            checks.merge(group, began + notYet.pause().toNanos(), GroupWatch::earlier);
        case GroupCheck.Empty empty -> checks.remove(group, later);
        case GroupCheck.Staged taken -> {
          staged = true;
          lastSeen = began;
          checks.put(group, began); // There may be more.
          log.debug("{} tasks taken: {}", taken.size(), set);
          workers.merge(set);
        }
      }
    } catch (RuntimeException e) {
      checks.put(group, began);
      throw e;
    } finally {
      if (!staged) {
        workers.giveUp();
      }
    }
    return checks.getOrDefault(group, later);
  }

  private static long earlier(long a, long b) {
    return a - b < 0 ? a : b;
  }
}
