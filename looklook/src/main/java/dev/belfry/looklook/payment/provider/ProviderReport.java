package dev.belfry.looklook.payment.provider;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says about a payment.
 *
 * @param paymentSn our number
 * @param state how the payment stands
 * @param total what the payment is about, in fen; a coupon of the provider does not lower it
 * @param transactionId the provider's number; empty before there is one
 * @param tradeType how the payer pays, such as JSAPI
 * @param description the state in words
 * @param paidAt when the money was taken; null if it was not
 */
public record ProviderReport(
    String paymentSn,
    ProviderState state,
    long total,
    String transactionId,
    String tradeType,
    String description,
    @Nullable Instant paidAt) {}
