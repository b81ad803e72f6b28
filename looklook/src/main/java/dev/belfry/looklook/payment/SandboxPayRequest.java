package dev.belfry.looklook.payment;

import org.jspecify.annotations.Nullable;

/**
 * Asks the sandbox to act as the payer of an order.
 *
 * @param tradeState what the provider reports; SUCCESS unless set
 */
record SandboxPayRequest(String orderSn, @Nullable String tradeState) {}
