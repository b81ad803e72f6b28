/** Tasks that wait for their time, one class each. */
@NullMarked
package dev.belfry.looklook.mqueue.job.mqs.deferred;

import org.jspecify.annotations.NullMarked;
