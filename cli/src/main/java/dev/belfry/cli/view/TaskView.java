package dev.belfry.cli.view;

import dev.belfry.cli.out.Text;
import dev.belfry.tasks.TaskInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A task, whole. Bytes that are no text are in Base64 under another name. */
public record TaskView(
    String id,
    String queue,
    String type,
    String state,
    @Nullable String payload,
    @Nullable String payloadBase64,
    Map<String, String> headers,
    int maxRetry,
    int retried,
    @Nullable String lastError,
    @Nullable Instant lastFailedAt,
    @Nullable Long timeoutSeconds,
    @Nullable Instant deadline,
    @Nullable String group,
    @Nullable Instant nextProcessAt,
    @Nullable Instant pendingSince,
    @Nullable Instant leaseUntil,
    boolean orphaned,
    long retentionSeconds,
    @Nullable Instant completedAt,
    @Nullable Instant keptUntil,
    @Nullable String result,
    @Nullable String resultBase64) {

  /** Of a task. */
  public static TaskView of(TaskInfo task) {
    byte[] result = task.result();
    return new TaskView(
        task.id(),
        task.queue(),
        task.type(),
        QueueView.name(task.state()),
        Text.of(task.payload()).orElse(null),
        base64(task.payload()),
        new TreeMap<>(task.headers()),
        task.maxRetry(),
        task.retried(),
        task.lastError().isEmpty() ? null : task.lastError(),
        task.lastFailedAt().orElse(null),
        task.timeout().map(Duration::toSeconds).orElse(null),
        task.deadline().orElse(null),
        task.group().orElse(null),
        task.nextProcessAt().orElse(null),
        task.pendingSince().orElse(null),
        task.leaseUntil().orElse(null),
        task.isOrphaned(),
        task.retention().toSeconds(),
        task.completedAt().orElse(null),
        task.keptUntil().orElse(null),
        result.length == 0 ? null : Text.of(result).orElse(null),
        base64(result));
  }

  private static @Nullable String base64(byte[] bytes) {
    return Text.of(bytes).isPresent() ? null : Base64.getEncoder().encodeToString(bytes);
  }
}
