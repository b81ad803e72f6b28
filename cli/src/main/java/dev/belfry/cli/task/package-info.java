/** {@code belfry task}, {@code belfry search} and {@code belfry bulk}. */
@NullMarked
package dev.belfry.cli.task;

import org.jspecify.annotations.NullMarked;
