package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.RetryDelay;
import dev.belfry.tasks.TaskErrorHandler;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants to happen when tasks fail; null stands for the usual.
 *
 * @param retryDelay how long a failed task waits; null for the standard delay
 * @param isFailure whether an error burns a retry; null if every error does
 * @param errorHandler is told of failures; null if nobody wants to know
 */
public record FailurePolicy(
    @Nullable RetryDelay retryDelay,
    @Nullable Predicate<Throwable> isFailure,
    @Nullable TaskErrorHandler errorHandler) {
  /** That of asynq. */
  public static final FailurePolicy USUAL = new FailurePolicy(null, null, null);
}
