/** Measures the console. */
@NullMarked
package dev.belfry.bench.console;

import org.jspecify.annotations.NullMarked;
