package dev.belfry.outbox.internal;

import dev.belfry.tasks.TaskClient;
import java.util.function.Supplier;

/**
 * How to reach the queues.
 *
 * @param connect gives a client
 * @param owned whether the client is the relay's to close
 */
public record TaskDestination(Supplier<TaskClient> connect, boolean owned) {}
