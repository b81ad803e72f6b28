/** {@code belfry schedule}. */
@NullMarked
package dev.belfry.cli.schedule;

import org.jspecify.annotations.NullMarked;
