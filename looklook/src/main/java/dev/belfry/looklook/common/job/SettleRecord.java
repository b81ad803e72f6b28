package dev.belfry.looklook.common.job;

/** The scheduled task that settles what is due; it carries no data. */
public final class SettleRecord {

  /** The type of the task. */
  public static final String TYPE = "schedule:settle_record:settle";

  private SettleRecord() {}
}
