/** A way into the command line, which is no library. */
@NullMarked
package dev.belfry.cli;

import org.jspecify.annotations.NullMarked;
