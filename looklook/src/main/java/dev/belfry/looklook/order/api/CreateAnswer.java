package dev.belfry.looklook.order.api;

/** The number of a new order. */
record CreateAnswer(String orderSn) {}
