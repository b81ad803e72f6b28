package dev.belfry.looklook.order;

import org.jspecify.annotations.Nullable;

/**
 * One line in the life of an order.
 *
 * @param from the state before; null for the first line
 */
record HistoryEntry(long version, @Nullable OrderState from, OrderState to, String note) {}
