package dev.belfry.tasks.internal.redis;

import com.google.protobuf.ByteString;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.internal.wire.TaskMessage;

/**
 * The whole record of a task.
 *
 * @param message what was stored
 * @param state where it is in its life
 * @param moments the times of its place
 * @param result what its handler wrote; empty if nothing
 */
public record StoredTask(
    TaskMessage message, TaskState state, Moments moments, ByteString result) {}
