/** {@code belfry dash}. */
@NullMarked
package dev.belfry.cli.dash;

import org.jspecify.annotations.NullMarked;
