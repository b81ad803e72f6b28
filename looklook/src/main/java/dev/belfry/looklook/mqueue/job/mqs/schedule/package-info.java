/** Tasks that a schedule brings, one class each. */
@NullMarked
package dev.belfry.looklook.mqueue.job.mqs.schedule;

import org.jspecify.annotations.NullMarked;
