package dev.belfry.console.internal.v1;

import dev.belfry.tasks.TaskInfo;
import java.util.List;

/** What can be done with a task in its state. */
final class TaskActions {
  private TaskActions() {}

  static List<String> of(TaskInfo task) {
    return switch (task.state()) {
      case ACTIVE -> List.of("cancel");
      case PENDING -> List.of("archive", "delete", "move", "requeue", "reschedule");
      case SCHEDULED, RETRY -> List.of("run", "archive", "delete", "move", "requeue", "reschedule");
      case ARCHIVED -> List.of("run", "delete", "move", "requeue", "reschedule");
      case COMPLETED -> List.of("run", "delete", "requeue");
      case AGGREGATING -> List.of("run", "archive", "delete");
    };
  }
}
