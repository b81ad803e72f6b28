/** The process that runs looklook's tasks. */
@NullMarked
package dev.belfry.looklook.mqueue.job;

import org.jspecify.annotations.NullMarked;
