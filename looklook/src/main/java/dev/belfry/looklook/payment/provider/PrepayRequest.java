package dev.belfry.looklook.payment.provider;

/**
 * A payment to come.
 *
 * @param paymentSn our number, which the provider's reports carry
 * @param total in fen
 * @param description what the payer reads
 */
public record PrepayRequest(String paymentSn, long total, String description) {}
