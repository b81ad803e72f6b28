/** Micro benchmarks, in the package of what they measure. */
@NullMarked
package dev.belfry.tasks.internal.wire;

import org.jspecify.annotations.NullMarked;
