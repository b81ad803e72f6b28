package dev.belfry.looklook.order.api;

import org.jspecify.annotations.Nullable;

/**
 * A booking.
 *
 * @param liveStartTime unix seconds
 * @param liveEndTime unix seconds
 */
record CreateRequest(
    long homestayId,
    boolean isFood,
    long liveStartTime,
    long liveEndTime,
    long livePeopleNum,
    @Nullable String remark) {}
