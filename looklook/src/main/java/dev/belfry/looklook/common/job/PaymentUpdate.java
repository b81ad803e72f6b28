package dev.belfry.looklook.common.job;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * The message that the payment of an order changed; its key is the number of the order, so that the
 * changes of one order keep their sequence.
 *
 * @param payStatus -1 failed, 1 success, 2 refunded
 * @param orderSn the order (never the payment)
 */
@JsonPropertyOrder({"payStatus", "orderSn"})
public record PaymentUpdate(int payStatus, String orderSn) {

  /** The topic where these messages go unless the configuration names another. */
  public static final String TOPIC = "payment-update-paystatus-topic";
}
