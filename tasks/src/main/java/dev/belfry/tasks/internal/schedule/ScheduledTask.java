package dev.belfry.tasks.internal.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.ScheduleEntry;
import dev.belfry.tasks.internal.redis.NewTask;
import dev.belfry.tasks.internal.redis.NewTask.IdOrigin;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A registered entry, worked out. Immutable.
 *
 * @param id names this registration; no other one ever has it
 * @param entry what was registered
 * @param times when to enqueue
 * @param zone the zone of the schedule, unless it names one
 * @param task what to enqueue
 * @param options the options as text, for others to read
 */
public record ScheduledTask(
    String id,
    ScheduleEntry entry,
    FireTimes times,
    ZoneId zone,
    NewTask task,
    List<String> options) {
  private static final int KEY_BYTES = 12;

  public ScheduledTask {
    options = List.copyOf(options);
  }

  /**
   * The same in every process that registers the same entry: names its mark and begins the ids of
   * its tasks.
   */
  public String key() {
    return entry
        .name()
        .orElseGet(() -> HexFormat.of().formatHex(identity().digest(), 0, KEY_BYTES));
  }

  /** The same for entries between which there is no difference at all. */
  public String fingerprint() {
    MessageDigest digest = identity();
    add(digest, entry.name().orElse(""));
    add(digest, entry.catchUp().toString());
    add(digest, entry.overlap().name());
    return HexFormat.of().formatHex(digest.digest());
  }

  /** What the task will be like, its options resolved, so that no two ways to say it differ. */
  private MessageDigest identity() {
    TaskMessage message = task.message();
    MessageDigest digest = sha256();
    add(digest, entry.schedule().toString());
    add(digest, zone.getId());
    add(digest, message.queue());
    add(digest, message.type());
    add(digest, entry.task().hasPayload() ? "payload" : "");
    add(digest, message.payload().toByteArray());
    add(digest, Integer.toString(message.maxRetry()));
    add(digest, Long.toString(message.timeoutSeconds()));
    add(digest, Long.toString(message.deadlineSeconds()));
    add(digest, Long.toString(message.retentionSeconds()));
    add(digest, message.group());
    add(digest, task.uniqueFor().toString());
    add(digest, task.time().toString());
    add(digest, task.finished().name());
    add(digest, task.idOrigin() == IdOrigin.CHOSEN ? message.id() : "");
    new TreeMap<>(message.headers())
        .forEach((name, value) -> {
          add(digest, name);
          add(digest, value);
        });
    return digest;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, String part) {
    add(digest, part.getBytes(UTF_8));
  }

  /** The length before each part keeps the parts apart. */
  private static void add(MessageDigest digest, byte[] part) {
    digest.update((part.length + ":").getBytes(UTF_8));
    digest.update(part);
  }

  /** The task of one moment. Its id follows from entry and moment, unless the user chose one. */
  NewTask firedAt(Instant moment) {
    return withId("schedule:" + key() + ":" + moment.getEpochSecond());
  }

  /** The task of a fire that no moment asked for. */
  public NewTask firedNow() {
    return withId(UUID.randomUUID().toString());
  }

  private NewTask withId(String taskId) {
    if (task.idOrigin() == IdOrigin.CHOSEN) {
      return task;
    }
    TaskMessage message = task.message().toBuilder().id(taskId).build();
    return new NewTask(message, task.time(), task.uniqueFor(), IdOrigin.GENERATED, task.finished());
  }
}
