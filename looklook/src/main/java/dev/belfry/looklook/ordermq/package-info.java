/** The process that turns messages into changes of orders. */
@NullMarked
package dev.belfry.looklook.ordermq;

import org.jspecify.annotations.NullMarked;
