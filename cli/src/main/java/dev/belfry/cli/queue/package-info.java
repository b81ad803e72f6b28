/** {@code belfry queue} and {@code belfry group}. */
@NullMarked
package dev.belfry.cli.queue;

import org.jspecify.annotations.NullMarked;
