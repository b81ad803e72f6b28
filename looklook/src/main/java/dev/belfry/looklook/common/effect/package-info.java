/** What follows from a change in the database: a task, a message. */
@NullMarked
package dev.belfry.looklook.common.effect;

import org.jspecify.annotations.NullMarked;
