package dev.belfry.looklook.payment;

/** Asks to pay an order. */
record PayRequest(String orderSn, String serviceType) {}
