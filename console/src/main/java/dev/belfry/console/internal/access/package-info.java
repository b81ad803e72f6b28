/** Who calls, and what they may do. */
@NullMarked
package dev.belfry.console.internal.access;

import org.jspecify.annotations.NullMarked;
