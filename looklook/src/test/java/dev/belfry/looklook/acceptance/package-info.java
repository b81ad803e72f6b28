/** The bars of the whole system, on the processes that people run. */
@NullMarked
package dev.belfry.looklook.acceptance;

import org.jspecify.annotations.NullMarked;
