/** Delayed tasks and schedules on Redis. */
@NullMarked
package dev.belfry.tasks;

import org.jspecify.annotations.NullMarked;
