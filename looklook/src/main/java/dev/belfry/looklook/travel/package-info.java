/** The catalogue of homestays. */
@NullMarked
package dev.belfry.looklook.travel;

import org.jspecify.annotations.NullMarked;
