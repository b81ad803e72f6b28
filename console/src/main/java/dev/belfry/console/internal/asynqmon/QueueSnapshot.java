package dev.belfry.console.internal.asynqmon;

import dev.belfry.tasks.QueueInfo;
import dev.belfry.tasks.TaskState;

/** How a queue stands, in asynqmon's JSON. Immutable. */
record QueueSnapshot(
    String queue,
    long memory_usage_bytes,
    long size,
    long groups,
    long latency_msec,
    String display_latency,
    long active,
    long pending,
    long aggregating,
    long scheduled,
    long retry,
    long archived,
    long completed,
    long processed,
    long succeeded,
    long failed,
    boolean paused,
    String timestamp) {

  static QueueSnapshot of(QueueInfo info, long memory) {
    return new QueueSnapshot(
        info.queue(),
        memory,
        info.size(),
        info.groups().number(),
        info.latency().toMillis(),
        Text.duration(info.latency()),
        info.count(TaskState.ACTIVE),
        info.count(TaskState.PENDING),
        info.count(TaskState.AGGREGATING),
        info.count(TaskState.SCHEDULED),
        info.count(TaskState.RETRY),
        info.count(TaskState.ARCHIVED),
        info.count(TaskState.COMPLETED),
        info.today().processed(),
        info.today().succeeded(),
        info.today().failed(),
        info.isPaused(),
        info.at().toString());
  }
}
