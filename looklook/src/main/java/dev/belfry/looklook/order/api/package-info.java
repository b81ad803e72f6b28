/** The orders of the signed-in customer over HTTP. */
@NullMarked
package dev.belfry.looklook.order.api;

import org.jspecify.annotations.NullMarked;
