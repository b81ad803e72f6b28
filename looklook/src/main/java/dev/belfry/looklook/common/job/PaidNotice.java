package dev.belfry.looklook.common.job;

/** What a customer is told after paying; each notice is a task of its own. */
public enum PaidNotice {
  /** The order is paid: number, title, amount, days. */
  ORDER_PAID("paid"),
  /** The code to show on arrival. */
  TRADE_CODE("code");

  private final String suffix;

  PaidNotice(String suffix) {
    this.suffix = suffix;
  }

  /** The last part of the task's id. */
  String suffix() {
    return suffix;
  }
}
