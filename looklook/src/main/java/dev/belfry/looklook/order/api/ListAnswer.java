package dev.belfry.looklook.order.api;

import java.util.List;

/** A page of orders. */
record ListAnswer(List<OrderLine> list) {}
