/** What an adapter of a broker builds on. */
@NullMarked
package dev.belfry.messaging.spi;

import org.jspecify.annotations.NullMarked;
