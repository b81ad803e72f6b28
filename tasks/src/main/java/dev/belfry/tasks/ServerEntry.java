package dev.belfry.tasks;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A running server, as it told some seconds ago. Immutable.
 *
 * @param process where it runs
 * @param concurrency how many tasks it runs at once
 * @param queues its queues with their priorities
 * @param queueOrder how it chooses among them
 * @param status {@code active}, {@code stopped} (takes no more tasks) or {@code closed} (is ending)
 * @param startedAt when it started
 * @param workers what it runs
 */
public record ServerEntry(
    Identity process,
    int concurrency,
    Map<String, Integer> queues,
    QueueOrder queueOrder,
    String status,
    Optional<Instant> startedAt,
    List<WorkerEntry> workers) {

  public ServerEntry {
    queues = Map.copyOf(queues);
    workers = List.copyOf(workers);
  }

  /**
   * Where a server runs.
   *
   * @param host name of the machine
   * @param pid process id
   * @param id unique among all servers
   */
  public record Identity(String host, int pid, String id) {}
}
