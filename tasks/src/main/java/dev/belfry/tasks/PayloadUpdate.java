package dev.belfry.tasks;

import com.google.protobuf.ByteString;
import dev.belfry.tasks.internal.redis.Change;
import dev.belfry.tasks.internal.redis.TaskAdmin;
import dev.belfry.tasks.internal.wire.TaskMessage;
import dev.belfry.tasks.internal.wire.UndecodableException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Gives tasks other payloads. Thread-safe. */
final class PayloadUpdate {
  /** How often an update is tried whose task changes at the same time. */
  private static final int TRIES = 5;

  private final TaskAdmin admin;
  private final ChangeErrors errors;

  PayloadUpdate(TaskAdmin admin, ChangeErrors errors) {
    this.admin = admin;
    this.errors = errors;
  }

  /** Unless {@code expected} is null, only if the payload is still that one. */
  void update(String queue, String id, byte @Nullable [] expected, byte[] payload) {
    Change change = Change.CHANGED;
    for (int tries = 0; tries < TRIES && change == Change.CHANGED; tries++) {
      byte[] seen = admin.message(queue, id);
      if (seen.length == 0) {
        errors.require(Change.MISSING, queue, id);
      }
      TaskMessage message = decode(queue, id, seen);
      if (expected != null && !Arrays.equals(expected, message.payload().toByteArray())) {
        throw new TaskChangedException(queue, id);
      }
      var updated = message.toBuilder().payload(ByteString.copyFrom(payload)).build();
      change = admin.update(queue, id, seen, updated.encode());
    }
    errors.require(change, queue, id);
  }

  private static TaskMessage decode(String queue, String id, byte[] message) {
    try {
      return TaskMessage.decode(message);
    } catch (UndecodableException e) {
      throw new TaskException(
          "the record of task '" + id + "' in queue '" + queue + "' cannot be read", e);
    }
  }
}
