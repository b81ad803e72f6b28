package dev.belfry.tasks.internal.server;

import dev.belfry.service.Health;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Who wants to be told whether Redis answers.
 *
 * @param listener is told
 * @param interval how often
 */
public record HealthCheck(Consumer<Health> listener, Duration interval) {}
