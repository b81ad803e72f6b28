package dev.belfry.tasks.internal.redis;

import dev.belfry.tasks.TaskException;

/** What became of a {@link Fire}. */
public sealed interface Fired {

  /** This call, or an earlier try of it, handed the task over; the queue may have refused it. */
  record Enqueued(NewTask.Result result) implements Fired {}

  /** Somebody else has dealt with the moment. */
  record Before() implements Fired {}

  /** The moment has not come; nothing was done. */
  record Early() implements Fired {}

  /** The task of the last fire is not done, and the entry does not overlap. */
  record Skipped(String unfinishedTask) implements Fired {}

  /** The entry is paused. */
  record Paused() implements Fired {}

  /** Redis did not answer, or refused; it is not known what happened. */
  record Unknown(TaskException failure) implements Fired {}
}
