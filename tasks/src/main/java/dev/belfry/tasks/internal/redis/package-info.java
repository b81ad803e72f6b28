/**
 * The operations on Redis, each of them atomic. Nothing else writes the state of a task.
 *
 * <p>{@link dev.belfry.tasks.internal.redis.TaskBroker} is what clients and servers do, {@link
 * dev.belfry.tasks.internal.redis.TaskAdmin} what people do. Each class named by a verb has the
 * operations of one kind and calls their scripts: Enqueuing, Fetching, Acknowledging, Leasing,
 * Forwarding, Grouping, Maintaining; Looking, Listing, Searching, Moving, Transferring; Surveying,
 * Judging and Repairing for the doctor. Below them are the connections: {@link
 * dev.belfry.tasks.internal.redis.RedisLink}, and beside it two quicker ways for calls that come
 * often, {@link dev.belfry.tasks.internal.redis.DirectLines} and {@link
 * dev.belfry.tasks.internal.redis.PipedLines}.
 */
@NullMarked
package dev.belfry.tasks.internal.redis;

import org.jspecify.annotations.NullMarked;
