package dev.belfry.looklook.order.api;

/** Asks for one order. */
record DetailRequest(String sn) {}
