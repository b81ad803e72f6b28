/** The commands {@code belfry bench ...}: a plain worker, and measurements of the task engine. */
@NullMarked
package dev.belfry.bench;

import org.jspecify.annotations.NullMarked;
