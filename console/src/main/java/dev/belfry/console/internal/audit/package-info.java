/** What was done, by whom and why. */
@NullMarked
package dev.belfry.console.internal.audit;

import org.jspecify.annotations.NullMarked;
