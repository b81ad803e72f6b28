/** The errors that callers see. */
@NullMarked
package dev.belfry.looklook.common.error;

import org.jspecify.annotations.NullMarked;
