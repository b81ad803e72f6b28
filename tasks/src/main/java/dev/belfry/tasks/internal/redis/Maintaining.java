package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.Attempt;
import dev.belfry.tasks.AttemptOutcome;
import dev.belfry.tasks.internal.wire.AttemptNote;
import dev.belfry.tasks.internal.wire.Keys;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What keeps the store in order, whoever made the disorder. Thread-safe. */
final class Maintaining {
  /**
   * How often in a row a task may lose its worker. A deployment or a machine that dies costs one; a
   * task that takes its process down each time must not do so for ever.
   */
  static final int CRASH_BUDGET = 5;

  /** After the end of its lease a worker of ours no longer writes; ends are whole seconds. */
  private static final Duration OWN_SLACK = Duration.ofSeconds(1);

  /** What Go gives its own workers, whose clocks may differ. */
  private static final Duration FOREIGN_SLACK = Duration.ofSeconds(30);

  /** Each of these numbers keeps one script below some 5 ms. */
  private static final int RECOVER_BATCH = 1000;

  /** Tasks leave the archive after 90 days; it need not be to the second. */
  private static final long TRIM_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

  private static final String CRASHED =
      "the worker died or stalled past its lease %d times in a row".formatted(CRASH_BUDGET + 1);

  private static final String LOST =
      AttemptNote.rest(
          new Attempt(Instant.EPOCH, Optional.empty(), AttemptOutcome.WORKER_LOST, -1, "", ""));

  private final RedisLink link;
  private final RedisClock clock;
  private final Map<String, Long> trimmed = new ConcurrentHashMap<>();

  Maintaining(RedisLink link, RedisClock clock) {
    this.link = link;
    this.clock = clock;
  }

  boolean isAtRest(String queue) {
    var keys = link.keys(queue);
    return link.call(redis -> redis.exists(keys.active(), keys.lease())) == 0;
  }

  Recovery recover(String queue) {
    var keys = link.keys(queue);
    var arguments =
        new Arguments()
            .add(keys.taskPrefix())
            .add(CRASH_BUDGET)
            .add(OWN_SLACK.toSeconds())
            .add(FOREIGN_SLACK.toSeconds())
            .add(TaskMessage.failureSuffix(clock.second(), CRASHED))
            .add(keys.prefix())
            .add(RECOVER_BATCH)
            .add(LOST);
    var reply =
        link.list(
            Script.RECOVER,
            arguments,
            keys.active(),
            keys.lease(),
            keys.pending(),
            keys.archived(),
            keys.processed(),
            keys.failed());
    return new Recovery((int) reply.number(0), (int) reply.number(1), (int) reply.number(2));
  }

  Expired deleteExpired(String queue, int most) {
    var keys = link.keys(queue);
    long now = System.nanoTime();
    Long last = trimmed.get(queue);
    boolean trim = last == null || now - last >= TRIM_EVERY_NANOS;
    if (!trim && !isOver(keys)) {
      return new Expired(0, 0);
    }
    var arguments = new Arguments().add(keys.taskPrefix()).add(most);
    var reply = link.list(Script.DELETE_EXPIRED, arguments, keys.completed(), keys.archived());
    var expired = new Expired((int) reply.number(0), (int) reply.number(1));
    if (expired.archived() < most) {
      trimmed.put(queue, now);
    }
    return expired;
  }

  /** One command instead of a script with several, as there is mostly nothing to forget. */
  private boolean isOver(Keys keys) {
    return link.call(redis -> redis.zrangeWithScores(keys.completed(), 0, 0)).stream()
        .anyMatch(first -> first.getScore() <= clock.second());
  }
}
