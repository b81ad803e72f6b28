package dev.belfry.tasks;

/** The names of the meters that a {@link TaskServer} records, and of their tags. */
public final class TaskMeters {
  /** Counter by queue and type: attempts that ended, in success or failure. */
  public static final String PROCESSED = "belfry.tasks.processed";

  /** Counter by queue and type: attempts that failed. */
  public static final String FAILED = "belfry.tasks.failed";

  /** Counter by queue and type: failed attempts that will be followed by another one. */
  public static final String RETRIED = "belfry.tasks.retried";

  /**
   * Timer by queue and type: how long tasks were ready to run before their handler started. With
   * the buckets of {@link #DURATION}.
   */
  public static final String WAIT = "belfry.tasks.wait";

  /**
   * Timer by queue and type: from when a task was ready to run, by its enqueuing or because it was
   * due, until its run ended: {@link #WAIT} and {@link #DURATION} together. A retry counts anew,
   * from when it was due. With the same buckets.
   */
  public static final String END_TO_END = "belfry.tasks.end.to.end";

  /**
   * Timer by queue, type and outcome: how long runs took. Has buckets from 5 ms to 30 min, which a
   * registry that knows histograms shows.
   */
  public static final String DURATION = "belfry.tasks.duration";

  /** Gauge by server: handlers that run right now. */
  public static final String IN_PROGRESS = "belfry.tasks.in.progress";

  /** Gauge by server: handlers that go on although their time is up; each still takes a slot. */
  public static final String OVERSTAYING = "belfry.tasks.overstaying";

  /** Tag: the name of the queue. */
  public static final String QUEUE = "queue";

  /** Tag: the type of the task; {@code other} for those beyond the first 200. */
  public static final String TYPE = "type";

  /** Tag: {@code done}, {@code retried}, {@code archived}, {@code snoozed} or {@code requeued}. */
  public static final String OUTCOME = "outcome";

  /** Tag: the name of the server. */
  public static final String SERVER = "server";

  private TaskMeters() {}
}
