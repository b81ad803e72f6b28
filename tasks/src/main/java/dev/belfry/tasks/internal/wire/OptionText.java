package dev.belfry.tasks.internal.wire;

import dev.belfry.tasks.TaskOption;

/** A task's option as text in a {@link SchedulerEntry}, in the form that Go's tools read. */
public final class OptionText {

  private OptionText() {}

  /** Such as {@code Queue("low")} or {@code Timeout(1m30s)}. */
  public static String of(TaskOption option) {
    return switch (option) {
      case TaskOption.Queue queue -> "Queue(" + GoText.quote(queue.name()) + ")";
      case TaskOption.MaxRetry maxRetry -> "MaxRetry(" + maxRetry.retries() + ")";
      case TaskOption.Timeout timeout -> "Timeout(" + GoText.duration(timeout.duration()) + ")";
      case TaskOption.Deadline deadline -> "Deadline(" + GoText.date(deadline.instant()) + ")";
      case TaskOption.Unique unique -> "Unique(" + GoText.duration(unique.duration()) + ")";
      case TaskOption.UniqueBy by ->
          "UniqueBy(" + GoText.quote(by.key()) + ", " + GoText.duration(by.duration()) + ")";
      case TaskOption.ReplaceFinished finished -> "ReplaceFinished()";
      case TaskOption.Once once -> "Once(" + GoText.duration(once.duration()) + ")";
      case TaskOption.ProcessAt at -> "ProcessAt(" + GoText.date(at.instant()) + ")";
      case TaskOption.ProcessIn in -> "ProcessIn(" + GoText.duration(in.duration()) + ")";
      case TaskOption.TaskId id -> "TaskID(" + GoText.quote(id.id()) + ")";
      case TaskOption.Retention kept -> "Retention(" + GoText.duration(kept.duration()) + ")";
      case TaskOption.Group group -> "Group(" + GoText.quote(group.name()) + ")";
      case TaskOption.Header header ->
          "Header(" + GoText.jsonPair(header.key(), header.value()) + ")";
    };
  }
}
