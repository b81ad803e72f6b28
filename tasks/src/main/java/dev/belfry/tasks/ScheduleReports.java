package dev.belfry.tasks;

import dev.belfry.tasks.internal.redis.Fired;
import dev.belfry.tasks.internal.redis.NewTask;
import dev.belfry.tasks.internal.schedule.FireObserver;
import dev.belfry.tasks.internal.schedule.ScheduledTask;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what a scheduler does to the user's listeners, and keeps their trouble from it. */
record ScheduleReports(List<ScheduleListener> listeners) implements FireObserver {
  private static final Logger log = LoggerFactory.getLogger(ScheduleReports.class);

  private static final byte[] NO_RESULT = {};

  @Override
  public void before(ScheduledTask entry, Instant moment) {
    tell(listener -> listener.preEnqueue(entry.entry(), moment));
  }

  @Override
  public void after(ScheduledTask entry, Instant moment, NewTask task, Fired fired) {
    ScheduleEntry told = entry.entry();
    switch (fired) {
      case Fired.Enqueued(NewTask.Result result) -> {
        try {
          TaskInfo info = info(task, result, moment);
          tell(listener -> listener.postEnqueue(told, moment, info));
        } catch (TaskException refused) {
          log.info("schedule entry {} of {}: {}", told, moment, refused.getMessage());
          tell(listener -> listener.onError(told, moment, refused));
        }
      }
      case Fired.Unknown(TaskException failure) ->
          tell(listener -> listener.onError(told, moment, failure));
      case Fired.Skipped(String unfinished) -> {
        String reason = "task " + unfinished + " of the last fire is not done";
        log.info("schedule entry {} leaves {} out: {}", told, moment, reason);
        tell(listener -> listener.onSkip(told, moment, reason));
      }
      case Fired.Paused() -> tell(listener -> listener.onSkip(told, moment, "the entry is paused"));
      case Fired.Before() -> {}
      case Fired.Early() -> {}
    }
  }

  /**
   * The task as it was stored.
   *
   * @throws TaskIdConflictException if its id is taken
   * @throws DuplicateTaskException if it is to be unique and is not
   */
  static TaskInfo info(NewTask task, NewTask.Result result, Instant now) {
    var message = task.message();
    return switch (result) {
      case NewTask.Pending() -> new TaskInfo(message, TaskState.PENDING, now, NO_RESULT);
      case NewTask.Scheduled(Instant due) ->
          new TaskInfo(message, TaskState.SCHEDULED, due, NO_RESULT);
      case NewTask.Grouped() -> new TaskInfo(message, TaskState.AGGREGATING, null, NO_RESULT);
      case NewTask.IdConflict() -> throw new TaskIdConflictException(message.id(), message.queue());
      case NewTask.Duplicate() -> throw new DuplicateTaskException(message.type(), message.queue());
    };
  }

  private void tell(Consumer<ScheduleListener> news) {
    for (ScheduleListener listener : listeners) {
      try {
        news.accept(listener);
      } catch (RuntimeException | Error e) {
        log.error("a schedule listener failed", e);
      }
    }
  }
}
