package dev.belfry.tasks.internal.redis;

import com.google.protobuf.ByteString;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The whole record of a task.
 *
 * @param message what was stored
 * @param state where it is in its life
 * @param nextProcessAt when it is to run next, or null
 * @param result what its handler wrote; empty if nothing
 */
public record StoredTask(
    TaskMessage message, TaskState state, @Nullable Instant nextProcessAt, ByteString result) {}
