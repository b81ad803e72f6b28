/**
 * Delayed tasks and schedules on Redis.
 *
 * <p>To read it in the order of a task's life: {@link dev.belfry.tasks.Task} and {@link
 * dev.belfry.tasks.TaskOption} are put into a queue by {@link dev.belfry.tasks.TaskClient}; a
 * {@link dev.belfry.tasks.TaskServer} takes them out and gives them to a {@link
 * dev.belfry.tasks.TaskHandler}, usually a {@link dev.belfry.tasks.TaskMux}, whose {@link
 * dev.belfry.tasks.Outcome} says what becomes of them. {@link dev.belfry.tasks.TaskScheduler} puts
 * tasks in at moments, {@link dev.belfry.tasks.TaskInspector} looks at all of them and changes them
 * by hand.
 */
@NullMarked
package dev.belfry.tasks;

import org.jspecify.annotations.NullMarked;
