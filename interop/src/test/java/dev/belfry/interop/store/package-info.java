/** Redis as Go leaves it and sees it: raw, without any of Belfry's code. */
@NullMarked
package dev.belfry.interop.store;

import org.jspecify.annotations.NullMarked;
