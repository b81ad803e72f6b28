/** What {@code belfry bench tasks} measures, one class for each subject. */
@NullMarked
package dev.belfry.bench.load;

import org.jspecify.annotations.NullMarked;
