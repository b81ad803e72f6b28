package dev.belfry.looklook.order.api;

import org.jspecify.annotations.Nullable;

/**
 * Asks for a page of orders, newest first.
 *
 * @param lastId the last order of the page before; nothing or 0 for the first page
 * @param pageSize 20 unless set, at most 100
 * @param tradeState -99, or nothing, for orders in any state
 */
record ListRequest(@Nullable Long lastId, @Nullable Long pageSize, @Nullable Long tradeState) {}
