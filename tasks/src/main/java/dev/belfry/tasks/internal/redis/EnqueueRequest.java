package dev.belfry.tasks.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.internal.redis.NewTask.Finished;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** A task on its way to Redis, in the form of the script's arguments. Thread-safe. */
final class EnqueueRequest {
  private static final int CONFLICT = 0;
  private static final int DUPLICATE = -1;
  private static final int PENDING = 1;
  private static final int GROUPED = 2;

  /** About the year 280,000: beyond this Lua's numbers are no longer exact. */
  private static final long LATEST_MILLIS = 1L << 53;

  private static final byte[] NOTHING = {};
  private static final byte[] AND = "and".getBytes(UTF_8);
  private static final byte[] FINISHED = "finished".getBytes(UTF_8);
  private static final byte[] AT = "at".getBytes(UTF_8);
  private static final byte[] IN = "in".getBytes(UTF_8);

  private final byte[] id;
  private final byte[] message;
  private final byte[][] more;
  private final CompletableFuture<NewTask.Result> result = new CompletableFuture<>();

  EnqueueRequest(NewTask task) {
    id = task.message().id().getBytes(UTF_8);
    message = task.message().encode();
    more = more(task);
  }

  private static byte[][] more(NewTask task) {
    TaskMessage message = task.message();
    boolean now = task.time() instanceof NewTask.Now;
    boolean replaces = task.finished() == Finished.GIVES_WAY;
    if (now
        && message.group().isEmpty()
        && message.uniqueKey().isEmpty()
        && !replaces
        && task.once().isZero()) {
      return new byte[][] {NOTHING};
    }
    return new byte[][] {
      AND,
      message.uniqueKey().getBytes(UTF_8),
      number(Math.min(LATEST_MILLIS, task.uniqueFor().toSeconds() * 1000)),
      replaces ? FINISHED : NOTHING,
      task.time() instanceof NewTask.At ? AT : IN,
      number(millis(task.time())),
      message.group().getBytes(UTF_8),
      task.once().isZero() ? NOTHING : number(Math.min(LATEST_MILLIS, task.once().toMillis()))
    };
  }

  /** Rounded up, so that nothing runs early. */
  static long millis(NewTask.Time time) {
    var duration =
        switch (time) {
          case NewTask.Now() -> Duration.ZERO;
          case NewTask.In(Duration delay) -> delay;
          case NewTask.At(Instant instant) -> Duration.between(Instant.EPOCH, instant);
        };
    long seconds = Math.clamp(duration.getSeconds(), -LATEST_MILLIS / 1000, LATEST_MILLIS / 1000);
    return seconds * 1000 + Math.ceilDiv(duration.getNano(), 1_000_000);
  }

  private static byte[] number(long value) {
    return Long.toString(value).getBytes(UTF_8);
  }

  void addTo(Arguments arguments) {
    arguments.add(id).add(message);
    for (byte[] each : more) {
      arguments.add(each);
    }
  }

  /** Whether it runs at once, by itself, has no lock and replaces nothing. */
  boolean isPlain() {
    return more.length == 1;
  }

  String id() {
    return new String(id, UTF_8);
  }

  byte[] message() {
    return message;
  }

  int bytes() {
    return message.length + id.length;
  }

  CompletableFuture<NewTask.Result> result() {
    return result;
  }

  /** Whether nobody waits for the task any more; if it is not on its way yet, it stays here. */
  boolean isGivenUp() {
    return result.isDone();
  }

  /** Takes what the script says. */
  void complete(long reply) {
    result.complete(
        switch ((int) Math.min(reply, Integer.MAX_VALUE)) {
          case CONFLICT -> new NewTask.IdConflict();
          case DUPLICATE -> new NewTask.Duplicate();
          case PENDING -> new NewTask.Pending();
          case GROUPED -> new NewTask.Grouped();
          default -> new NewTask.Scheduled(Instant.ofEpochMilli(reply));
        });
  }

  void fail(Throwable failure) {
    result.completeExceptionally(failure);
  }
}
