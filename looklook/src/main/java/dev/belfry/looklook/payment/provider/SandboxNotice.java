package dev.belfry.looklook.payment.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of a sandbox callback.
 *
 * @param outTradeNo our number of the payment
 * @param total in fen
 * @param payerTotal what the payer gave after coupons, in fen
 * @param successTime ISO-8601; null if nobody paid
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SandboxNotice(
    String outTradeNo,
    String tradeState,
    String tradeStateDesc,
    String tradeType,
    String transactionId,
    long total,
    long payerTotal,
    @Nullable String successTime) {

  SandboxNotice {
    // What comes from outside may lack anything, whatever the types say.
    Objects.requireNonNull(outTradeNo, "outTradeNo");
    Objects.requireNonNull(tradeState, "tradeState");
    Objects.requireNonNull(tradeStateDesc, "tradeStateDesc");
    Objects.requireNonNull(tradeType, "tradeType");
    Objects.requireNonNull(transactionId, "transactionId");
  }
}
