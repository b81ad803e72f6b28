/** The operations on Redis, each of them atomic. Nothing else writes the state of a task. */
@NullMarked
package dev.belfry.tasks.internal.redis;

import org.jspecify.annotations.NullMarked;
