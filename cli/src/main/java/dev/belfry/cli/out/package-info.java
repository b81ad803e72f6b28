/** How commands print. */
@NullMarked
package dev.belfry.cli.out;

import org.jspecify.annotations.NullMarked;
