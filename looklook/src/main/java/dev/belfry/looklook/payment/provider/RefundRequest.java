package dev.belfry.looklook.payment.provider;

/**
 * Money to give back.
 *
 * @param refundSn our number of the refund
 * @param paymentSn our number of the payment
 * @param amount in fen
 * @param reason for the payer
 */
public record RefundRequest(String refundSn, String paymentSn, long amount, String reason) {}
