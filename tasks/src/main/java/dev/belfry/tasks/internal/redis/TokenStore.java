package dev.belfry.tasks.internal.redis;

import java.time.Instant;

/**
 * The tokens of semaphores that servers share. Each operation may be called again if its reply was
 * lost. Thread-safe.
 */
public final class TokenStore {
  /** 9999-12-31; scores are doubles and must be whole seconds. */
  private static final long LATEST = 253_402_300_799L;

  private final RedisLink link;

  TokenStore(RedisLink link) {
    this.link = link;
  }

  /** Whether the task has a token from now until {@code end}. */
  public boolean acquire(String scope, int tokens, String taskId, Instant end) {
    var arguments = new Arguments().add(taskId).add(second(end)).add(tokens);
    return link.number(Script.ACQUIRE_TOKEN, arguments, link.keyspace().semaphore(scope)) == 1;
  }

  /** Takes the token back; false if the task did not have it, or not this one. */
  public boolean release(String scope, String taskId, Instant end) {
    var arguments = new Arguments().add(taskId).add(second(end));
    return link.number(Script.RELEASE_TOKEN, arguments, link.keyspace().semaphore(scope)) == 1;
  }

  private static long second(Instant end) {
    return Math.min(LATEST, end.getEpochSecond());
  }
}
