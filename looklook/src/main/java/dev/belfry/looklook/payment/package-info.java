/** Payments of orders: what a provider was asked for, what it reported, and what must go back. */
@NullMarked
package dev.belfry.looklook.payment;

import org.jspecify.annotations.NullMarked;
