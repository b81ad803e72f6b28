/**
 * The duties of a task server, one class each; {@link
 * dev.belfry.tasks.internal.server.ServerEngine} starts and stops them. In the order of a task's
 * life:
 *
 * <ol>
 *   <li>{@link dev.belfry.tasks.internal.server.Forwarder} makes delayed tasks ready when they are
 *       due.
 *   <li>{@link dev.belfry.tasks.internal.server.Exchanger} fetches as many as there are free slots.
 *   <li>{@link dev.belfry.tasks.internal.server.WorkerPool} runs each as a {@link
 *       dev.belfry.tasks.internal.server.Run}; {@link dev.belfry.tasks.internal.server.Heartbeat}
 *       keeps its lease, {@link dev.belfry.tasks.internal.server.DeadlineWatch} ends it in time.
 *   <li>{@link dev.belfry.tasks.internal.server.Verdict} says what is written of it, {@link
 *       dev.belfry.tasks.internal.server.Acknowledger} writes that.
 *   <li>{@link dev.belfry.tasks.internal.server.Recoverer} puts back what a dead worker had, {@link
 *       dev.belfry.tasks.internal.server.Janitor} forgets what is over.
 *   <li>{@link dev.belfry.tasks.internal.server.Aggregator} merges groups.
 * </ol>
 */
@NullMarked
package dev.belfry.tasks.internal.server;

import org.jspecify.annotations.NullMarked;
