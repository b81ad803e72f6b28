/** The console's own API. */
@NullMarked
package dev.belfry.console.internal.v1;

import org.jspecify.annotations.NullMarked;
