package dev.belfry.tasks;

import static java.util.stream.Collectors.groupingBy;

import dev.belfry.tasks.internal.wire.ServerInfo;
import dev.belfry.tasks.internal.wire.WorkerInfo;
import java.util.List;
import java.util.Optional;

/** Puts servers and what they are working on together. */
final class ServerReading {
  private ServerReading() {}

  static List<ServerEntry> of(List<ServerInfo> servers, List<WorkerInfo> workers) {
    var byServer =
        workers.stream()
            .collect(
                groupingBy(worker ->
                    new ServerEntry.Identity(worker.host(), worker.pid(), worker.serverId())));
    return servers.stream()
        .map(server -> {
          var process = new ServerEntry.Identity(server.host(), server.pid(), server.serverId());
          return new ServerEntry(
              process,
              server.concurrency(),
              server.queues(),
              server.order() == ServerInfo.Order.STRICT ? QueueOrder.STRICT : QueueOrder.WEIGHTED,
              server.status(),
              Optional.ofNullable(server.startedAt()),
              byServer.getOrDefault(process, List.of()).stream().map(WorkerEntry::new).toList());
        })
        .toList();
  }
}
