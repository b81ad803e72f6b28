/** How values become bytes and bytes become values. */
@NullMarked
package dev.belfry.service.codec;

import org.jspecify.annotations.NullMarked;
