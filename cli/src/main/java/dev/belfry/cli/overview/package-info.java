/**
 * {@code belfry stats}, {@code belfry server}, {@code belfry doctor} and what helps with the
 * command line.
 */
@NullMarked
package dev.belfry.cli.overview;

import org.jspecify.annotations.NullMarked;
