package dev.belfry.looklook.common.job;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The delayed task that closes an order if nobody paid it in time.
 *
 * @param sn the order
 */
public record CloseOrder(@JsonProperty("Sn") String sn) {

  /** The type of the task. */
  public static final String TYPE = "defer:homestay_order:close";

  /** The id of the task: one order has one. */
  public String taskId() {
    return "close:" + sn;
  }
}
