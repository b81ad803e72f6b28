package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.Task;
import dev.belfry.tasks.TaskInfo;
import dev.belfry.tasks.internal.redis.NewTask;
import dev.belfry.tasks.internal.wire.Keyspace;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.util.Optional;

/** What only the public types can do: see each other's insides. */
public interface TaskForms {

  /** The task that the handler sees. */
  Task task(TaskMessage message);

  /** The same with all there is to know, as taken by a server. */
  TaskInfo info(TaskMessage message);

  /** What an aggregator's task is stored as; empty if it stands for no task. */
  Optional<NewTask> toStore(Keyspace keyspace, Task task, String queue);
}
