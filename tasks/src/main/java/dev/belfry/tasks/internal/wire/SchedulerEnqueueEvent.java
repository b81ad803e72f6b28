package dev.belfry.tasks.internal.wire;

import static dev.belfry.tasks.internal.wire.ProtoReader.block;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A schedule fired and enqueued a task. Immutable.
 *
 * @param taskId id of the enqueued task
 * @param enqueuedAt when; null if unknown
 */
public record SchedulerEnqueueEvent(String taskId, @Nullable Instant enqueuedAt) {

  /** The bytes to store. */
  public byte[] encode() {
    return new ProtoWriter().string(1, taskId).time(2, enqueuedAt).finish();
  }

  /** Reads stored bytes. */
  public static SchedulerEnqueueEvent decode(byte[] bytes) throws UndecodableException {
    var f = new Fields();
    ProtoReader.read(
        "SchedulerEnqueueEvent",
        bytes,
        (tag, in) -> {
          if (tag == block(1)) {
            f.taskId = in.string();
          } else if (tag == block(2)) {
            f.enqueuedAt = in.time();
          } else {
            return false;
          }
          return true;
        });
    return new SchedulerEnqueueEvent(f.taskId, f.enqueuedAt);
  }

  private static final class Fields {
    String taskId = "";
    @Nullable Instant enqueuedAt = Instant.EPOCH;
  }
}
