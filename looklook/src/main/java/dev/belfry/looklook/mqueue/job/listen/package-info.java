/** Gathers what the process listens to, by kind. */
@NullMarked
package dev.belfry.looklook.mqueue.job.listen;

import org.jspecify.annotations.NullMarked;
