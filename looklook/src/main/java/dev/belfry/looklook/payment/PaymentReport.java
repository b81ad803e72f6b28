package dev.belfry.looklook.payment;

import java.time.Instant;

/**
 * The news that a payment has reached a state.
 *
 * @param paidAt when the money was taken, if it was
 */
record PaymentReport(String sn, PayStatus status, ProviderFacts facts, Instant paidAt) {}
