package dev.belfry.looklook.payment;

/**
 * What a payment is for.
 *
 * @param serviceType the kind of order
 * @param payMode who collects the money
 * @param total in fen
 */
record PaymentTerms(long userId, String orderSn, String serviceType, String payMode, long total) {}
