/** Orders of stays: what is booked, what it costs, and the states an order goes through. */
@NullMarked
package dev.belfry.looklook.order;

import org.jspecify.annotations.NullMarked;
