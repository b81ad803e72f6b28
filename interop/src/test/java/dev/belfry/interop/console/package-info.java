/** Belfry's console and command line beside asynq's own. */
@NullMarked
package dev.belfry.interop.console;

import org.jspecify.annotations.NullMarked;
