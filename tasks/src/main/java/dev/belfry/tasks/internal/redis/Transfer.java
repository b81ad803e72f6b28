package dev.belfry.tasks.internal.redis;

import com.google.protobuf.ByteString;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of a task that may take it to another state or queue.
 *
 * @param from the queue that has it
 * @param seen what was read of it
 * @param message what it is to be, with the queue and the group that it goes to
 * @param state the state that it goes to
 * @param due when it is to run, or null for the time that it has
 */
public record Transfer(
    String from, Seen seen, TaskMessage message, TaskState state, @Nullable Instant due) {

  /**
   * A task as it was read.
   *
   * @param message its bytes
   * @param state its state
   */
  public record Seen(ByteString message, TaskState state) {}
}
