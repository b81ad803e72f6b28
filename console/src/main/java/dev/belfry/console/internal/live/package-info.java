/** Samples of queues that all viewers share. */
@NullMarked
package dev.belfry.console.internal.live;

import org.jspecify.annotations.NullMarked;
