package dev.belfry.tasks.internal.redis;

import com.google.protobuf.ByteString;
import dev.belfry.tasks.TaskState;
import dev.belfry.tasks.internal.wire.TaskMessage;
import dev.belfry.tasks.internal.wire.UndecodableException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes tasks of what the scripts read; they all answer in the same order. */
final class Records {
  private static final int ID = 0;
  private static final int SCORE = 1;
  private static final int MESSAGE = 2;
  private static final int STATE = 3;
  private static final int RESULT = 4;
  private static final int PENDING_SINCE = 5;
  private static final int DUE = 6;
  private static final int LEASE = 7;
  private static final long NANOS = 1_000_000_000;

  private Records() {}

  static String id(Reply record) {
    return record.text(ID);
  }

  static ByteString message(Reply record) {
    return ByteString.copyFrom(record.bytes(MESSAGE));
  }

  /** The keys that hold a task decide what it is called. */
  static StoredTask task(String queue, Reply record, Instant now) throws UndecodableException {
    var message = TaskMessage.decode(record.bytes(MESSAGE));
    if (!message.id().equals(id(record)) || !message.queue().equals(queue)) {
      message = message.toBuilder().id(id(record)).queue(queue).build();
    }
    TaskState state = TaskState.valueOf(record.text(STATE).toUpperCase(Locale.ROOT));
    Instant score = second(record.text(SCORE));
    return new StoredTask(
        message,
        state,
        new Moments(
            next(state, score, record.text(DUE), now),
            since(state, score, record.text(PENDING_SINCE)),
            second(record.text(LEASE)),
            state == TaskState.COMPLETED ? score : null,
            now),
        ByteString.copyFrom(record.bytes(RESULT)));
  }

  /** What is wrong with a record that is no task. */
  static String problem(Reply record, Exception why) {
    if (record.bytes(MESSAGE).length == 0) {
      return record.text(STATE).isEmpty() ? "it has no record" : "its record has no message";
    }
    return String.valueOf(why.getMessage());
  }

  private static @Nullable Instant since(
      TaskState state, @Nullable Instant score, String pendingSince) {
    return switch (state) {
      case PENDING -> nanos(pendingSince);
      case AGGREGATING, ARCHIVED -> score;
      case ACTIVE, SCHEDULED, RETRY, COMPLETED -> null;
    };
  }

  /** The exact moment counts only if it fits the score, which is the second at or after it. */
  private static @Nullable Instant next(
      TaskState state, @Nullable Instant score, String dueMillis, Instant now) {
    return switch (state) {
      case PENDING -> now;
      case SCHEDULED, RETRY -> {
        Instant exact = millis(dueMillis);
        boolean fits = score != null && exact != null && ceiling(exact) == score.getEpochSecond();
        yield fits ? exact : score;
      }
      case ACTIVE, ARCHIVED, COMPLETED, AGGREGATING -> null;
    };
  }

  private static long ceiling(Instant instant) {
    return Math.ceilDiv(instant.toEpochMilli(), 1000);
  }

  private static @Nullable Instant millis(String text) {
    return text.matches("\\d{1,18}") ? Instant.ofEpochMilli(Long.parseLong(text)) : null;
  }

  static @Nullable Instant nanos(String text) {
    if (!text.matches("\\d{1,19}")) {
      return null;
    }
    long nanos = Long.parseUnsignedLong(text);
    return nanos < 0 ? null : Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS);
  }

  /** A score; old writers may have left a fraction. */
  static @Nullable Instant second(String text) {
    try {
      return text.isEmpty() ? null : Instant.ofEpochSecond((long) Double.parseDouble(text));
    } catch (RuntimeException e) {
      return null;
    }
  }
}
