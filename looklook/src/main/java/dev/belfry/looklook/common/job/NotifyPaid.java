package dev.belfry.looklook.common.job;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The task that sends one notice about a paid order. The handler reads what it shows from the order
 * service: the task carries no copy that could grow old.
 *
 * @param sn the order
 * @param userId who is told
 * @param notice what is told
 */
public record NotifyPaid(
    @JsonProperty("Sn") String sn,
    @JsonProperty("UserId") long userId,
    @JsonProperty("Notice") PaidNotice notice) {

  /** The type of the task. */
  public static final String TYPE = "msg:pay_success:notify_user";

  /** The id of the task: an order has one for each notice. */
  public String taskId() {
    return "notify:" + sn + ":" + notice.suffix();
  }
}
