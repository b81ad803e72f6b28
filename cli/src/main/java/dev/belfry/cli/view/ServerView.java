package dev.belfry.cli.view;

import dev.belfry.cli.out.Text;
import dev.belfry.tasks.ServerEntry;
import dev.belfry.tasks.WorkerEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A running server. */
public record ServerView(
    String host,
    int pid,
    String id,
    String status,
    int concurrency,
    int activeWorkers,
    Map<String, Integer> queues,
    String queueOrder,
    @Nullable Instant startedAt,
    List<Worker> workers) {

  /** A run. */
  public record Worker(
      String queue,
      String taskId,
      String taskType,
      @Nullable String payload,
      @Nullable Instant startedAt,
      @Nullable Instant deadline) {
    static Worker of(WorkerEntry worker) {
      return new Worker(
          worker.queue(),
          worker.taskId(),
          worker.taskType(),
          Text.of(worker.payload()).orElse(null),
          worker.startedAt().orElse(null),
          worker.deadline().orElse(null));
    }
  }

  /** Of a server. */
  public static ServerView of(ServerEntry server) {
    return new ServerView(
        server.process().host(),
        server.process().pid(),
        server.process().id(),
        server.status(),
        server.concurrency(),
        server.workers().size(),
        new TreeMap<>(server.queues()),
        QueueView.name(server.queueOrder()),
        server.startedAt().orElse(null),
        server.workers().stream().map(Worker::of).toList());
  }
}
