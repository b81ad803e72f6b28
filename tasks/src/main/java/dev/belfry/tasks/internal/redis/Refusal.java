package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.TaskStoreException;
import io.lettuce.core.RedisCommandExecutionException;
import java.util.List;

/** Tells a command that Redis will never take from a Redis that takes none at the moment. */
public final class Refusal {
  /** What Redis says while it takes no writes, whatever they are; somebody will see to it. */
  private static final List<String> FOR_NOW =
      List.of(
          "READONLY",
          "NOREPLICAS",
          "MASTERDOWN",
          "MISCONF",
          "LOADING",
          "BUSY",
          "OOM",
          "NOPERM",
          "NOAUTH",
          "WRONGPASS",
          "CLUSTERDOWN",
          "TRYAGAIN");

  private Refusal() {}

  /** Whether it is the command's own fault that it failed, so that trying again cannot help. */
  public static boolean isForGood(RuntimeException failure) {
    if (!(failure instanceof TaskStoreException)) {
      return true;
    }
    return failure.getCause() instanceof RedisCommandExecutionException refused
        && FOR_NOW.stream().noneMatch(String.valueOf(refused.getMessage())::contains);
  }
}
