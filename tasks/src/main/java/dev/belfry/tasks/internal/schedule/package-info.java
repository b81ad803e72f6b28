/** Cron expressions, their next moments, and the loop that fires them. */
@NullMarked
package dev.belfry.tasks.internal.schedule;

import org.jspecify.annotations.NullMarked;
