/** The process that enqueues looklook's scheduled tasks. */
@NullMarked
package dev.belfry.looklook.mqueue.scheduler;

import org.jspecify.annotations.NullMarked;
