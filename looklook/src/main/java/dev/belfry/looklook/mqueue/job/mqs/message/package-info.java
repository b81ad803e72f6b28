/** Tasks that tell people something, one class each. */
@NullMarked
package dev.belfry.looklook.mqueue.job.mqs.message;

import org.jspecify.annotations.NullMarked;
