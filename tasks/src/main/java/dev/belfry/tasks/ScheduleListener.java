package dev.belfry.tasks;

import java.time.Instant;

/**
 * Is told what a {@link TaskScheduler} does; asynq's pre- and post-enqueue functions and its error
 * handler. The calls come from the thread that fires, one at a time: return soon. What a listener
 * throws is logged and changes nothing. Every method does nothing by default.
 */
public interface ScheduleListener {

  /**
   * A moment of the entry has come and its task is about to be enqueued. Each of several schedulers
   * is told so, though one of them will have enqueued it, and again if Redis did not answer.
   */
  default void preEnqueue(ScheduleEntry entry, Instant moment) {}

  /** This scheduler has enqueued the task of the moment. */
  default void postEnqueue(ScheduleEntry entry, Instant moment, TaskInfo task) {}

  /**
   * The moment passes without a task: the task of the last fire is not done, or the entry is
   * paused. Told to one of several schedulers.
   */
  default void onSkip(ScheduleEntry entry, Instant moment, String reason) {}

  /**
   * The task of the moment was refused, as with {@link TaskIdConflictException} and {@link
   * DuplicateTaskException}, and the moment passes; or Redis did not answer, which is told once and
   * tried again until the entry's next moment.
   */
  default void onError(ScheduleEntry entry, Instant moment, TaskException failure) {}
}
