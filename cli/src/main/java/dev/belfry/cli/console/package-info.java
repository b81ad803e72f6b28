/** Starts the web console. */
@NullMarked
package dev.belfry.cli.console;

import org.jspecify.annotations.NullMarked;
