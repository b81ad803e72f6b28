package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.internal.wire.Keys;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes tasks to other queues and states. Thread-safe. */
final class Transferring {
  /** A copy in another slot waits for as long, so that it does not run while the task is there. */
  private static final Duration HOLD = Duration.ofSeconds(30);

  /** What a lock without an end becomes in another slot. */
  private static final Duration LONG = Duration.ofDays(365);

  private final RedisLink link;
  private final Enqueuing enqueuing;

  Transferring(RedisLink link, Enqueuing enqueuing) {
    this.link = link;
    this.enqueuing = enqueuing;
  }

  Change transfer(Transfer transfer) {
    String to = transfer.message().queue();
    if (transfer.from().equals(to)) {
      return run(transfer);
    }
    link.call(redis -> redis.sadd(link.keyspace().queues(), to.getBytes(UTF_8)));
    return link.isCluster() ? toOtherSlot(transfer) : run(transfer);
  }

  private Change run(Transfer transfer) {
    Keys from = link.keys(transfer.from());
    Keys to = link.keys(transfer.message().queue());
    Instant due = transfer.due();
    var arguments =
        new Arguments()
            .add(transfer.message().id())
            .add(from.prefix())
            .add(to.prefix())
            .add(transfer.seen().message().toByteArray())
            .add(name(transfer.seen().state()))
            .add(transfer.message().encode())
            .add(name(transfer.state()))
            .add(due == null ? "" : Long.toString(EnqueueRequest.millis(new NewTask.At(due))))
            .add(transfer.message().group())
            .add(from.equals(to) ? "" : Acknowledging.lock(to, transfer.message()))
            .add(to.dueChannel());
    return Change.of(link.text(Script.TRANSFER, arguments, from.task(transfer.message().id())));
  }

  /**
   * The copy is stored first, and held back; then the task is deleted if it is still what it was;
   * then the copy goes where it belongs. Whoever ends in between leaves a copy that runs half a
   * minute later, and never none.
   */
  private Change toOtherSlot(Transfer transfer) {
    TaskMessage message = transfer.message();
    Keys from = link.keys(transfer.from());
    Keys to = link.keys(message.queue());
    byte[] seen = transfer.seen().message().toByteArray();
    byte[] notes = link.call(redis -> redis.hget(from.task(message.id()), "belfry_attempts"));
    Instant due = transfer.due() == null ? due(from, transfer) : transfer.due();
    TaskMessage copy = message.toBuilder().group("").build();
    var stored =
        enqueuing.enqueue(
            new NewTask(
                copy,
                new NewTask.In(HOLD),
                lockLeft(from, transfer),
                NewTask.IdOrigin.CHOSEN,
                NewTask.Finished.IN_THE_WAY));
    if (stored instanceof NewTask.IdConflict) {
      return Change.CONFLICT;
    }
    if (stored instanceof NewTask.Duplicate) {
      return Change.DUPLICATE;
    }
    if (notes != null) {
      link.call(redis -> redis.hset(to.task(message.id()), "belfry_attempts", notes));
    }
    Change deleted = delete(from, message.id(), seen);
    if (deleted != Change.DONE) {
      delete(to, message.id(), copy.encode());
      return deleted;
    }
    run(
        new Transfer(
            message.queue(),
            new Transfer.Seen(ByteString.copyFrom(copy.encode()), TaskState.SCHEDULED),
            message,
            transfer.state(),
            due));
    return Change.DONE;
  }

  private @Nullable Instant due(Keys from, Transfer transfer) {
    if (transfer.seen().state() == TaskState.PENDING
        || transfer.seen().state() == TaskState.AGGREGATING) {
      return null;
    }
    String container = from.container(transfer.seen().state());
    Double score =
        link.call(redis -> redis.zscore(container, transfer.message().id().getBytes(UTF_8)));
    return score == null ? null : Instant.ofEpochSecond(score.longValue());
  }

  private Duration lockLeft(Keys from, Transfer transfer) {
    String lock = Acknowledging.lock(link.keys(transfer.message().queue()), transfer.message());
    if (lock.isEmpty()) {
      return Duration.ZERO;
    }
    String old =
        from.lockPrefix()
            + lock.substring(link.keys(transfer.message().queue()).lockPrefix().length());
    long left = link.call(redis -> redis.pttl(old));
    // The lock counts from when the copy is due.
    return left > 0 ? Duration.ofMillis(left) : left == -1 ? LONG : Duration.ofSeconds(1);
  }

  private Change delete(Keys keys, String id, byte[] seen) {
    var arguments = new Arguments().add(id).add(keys.prefix()).add(seen);
    return Change.of(link.text(Script.DELETE_TASK, arguments, keys.task(id)));
  }

  private static String name(TaskState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
