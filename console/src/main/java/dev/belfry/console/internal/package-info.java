/** The parts of a console, put together. */
@NullMarked
package dev.belfry.console.internal;

import org.jspecify.annotations.NullMarked;
