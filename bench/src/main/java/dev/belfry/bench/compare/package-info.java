/** What {@code belfry bench compare} does: Belfry and asynq, alternately, on one Redis. */
@NullMarked
package dev.belfry.bench.compare;

import org.jspecify.annotations.NullMarked;
