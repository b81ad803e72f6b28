package dev.belfry.tasks.internal.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.PartitionSelectorException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

/** What a failed command tells about Redis. */
enum Trouble {
  /** The command was refused, or took too long: who gave it must know. */
  NONE,
  /** The connection broke under it: on the next one it may succeed. */
  BROKEN,
  /** It went to somebody who is not the master, or not yet: the master may be elsewhere. */
  MOVED;

  /** READONLY and UNBLOCKED: a former master; the others: a node that is not ready yet. */
  private static final List<String> PASSING =
      List.of(
          "READONLY",
          "UNBLOCKED",
          "LOADING",
          "MASTERDOWN",
          "CLUSTERDOWN",
          "TRYAGAIN",
          "NOREPLICAS");

  static Trouble of(Throwable failure) {
    Throwable cause = cause(failure);
    if (cause instanceof RedisCommandExecutionException refusal) {
      String text = String.valueOf(refusal.getMessage());
      return PASSING.stream().anyMatch(code -> isA(text, code)) ? MOVED : NONE;
    }
    if (cause instanceof PartitionSelectorException || cause instanceof RedisConnectionException) {
      return MOVED;
    }
    // Lettuce sends most commands again by itself, but fails the one whose reply it was reading,
    // and those that wait for a node of a cluster that it gives up.
    boolean broken =
        cause instanceof IOException
            || cause instanceof CancellationException
            || (cause instanceof RedisException
                && String.valueOf(cause.getMessage()).contains("onnection is closed"))
            || (cause instanceof RedisException
                && String.valueOf(cause.getMessage()).contains("onnection closed"));
    return broken ? BROKEN : NONE;
  }

  /** Up to Redis 6.2 the code of an error within a script stands behind the script's own. */
  static boolean isA(String refusal, String code) {
    return refusal.startsWith(code) || refusal.contains(": -" + code);
  }

  static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }
}
