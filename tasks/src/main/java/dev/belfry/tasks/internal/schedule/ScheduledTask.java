package dev.belfry.tasks.internal.schedule;

import dev.belfry.tasks.internal.redis.NewTask;
import dev.belfry.tasks.internal.redis.NewTask.IdOrigin;
import dev.belfry.tasks.internal.wire.TaskMessage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;

/**
 * What a scheduler was told to enqueue, and when. Immutable.
 *
 * @param id names this registration in this process
 * @param spec when to enqueue, as it was written
 * @param times when to enqueue
 * @param zone the zone of the schedule, unless it names one
 * @param task what to enqueue
 * @param options the options as text, for others to read
 */
public record ScheduledTask(
    String id, String spec, FireTimes times, ZoneId zone, NewTask task, List<String> options) {
  /**
   * The id of a fire stays taken for at least this long, even if the task is done at once, so that
   * a second scheduler that is late by less does not fire again.
   */
  static final Duration FIRED_ONCE_WITHIN = Duration.ofMinutes(2);

  private static final int KEY_BYTES = 12;

  public ScheduledTask {
    options = List.copyOf(options);
  }

  /** The same in every process that registers the same: names the entry in the ids of its tasks. */
  public String key() {
    TaskMessage message = task.message();
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, spec.getBytes(StandardCharsets.UTF_8));
      add(digest, zone.getId().getBytes(StandardCharsets.UTF_8));
      add(digest, message.queue().getBytes(StandardCharsets.UTF_8));
      add(digest, message.type().getBytes(StandardCharsets.UTF_8));
      add(digest, message.payload().toByteArray());
      options.stream().sorted().forEach(o -> add(digest, o.getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest(), 0, KEY_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The length before each part keeps the parts apart. */
  private static void add(MessageDigest digest, byte[] part) {
    digest.update((part.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(part);
  }

  /**
   * The task of one fire. Its id follows from the entry and the moment, so several schedulers store
   * it once; unless the user chose an id.
   */
  NewTask firedAt(Instant moment) {
    if (task.idOrigin() == IdOrigin.CHOSEN) {
      return task;
    }
    long retention = Math.max(task.message().retentionSeconds(), FIRED_ONCE_WITHIN.toSeconds());
    TaskMessage message =
        task.message().toBuilder()
            .id("schedule:" + key() + ":" + moment.getEpochSecond())
            .retentionSeconds(retention)
            .build();
    return new NewTask(message, task.time(), task.uniqueFor(), IdOrigin.CHOSEN);
  }
}
