package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.content.Preview;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Router;
import dev.belfry.tasks.QueueOrder;
import dev.belfry.tasks.ServerEntry;
import dev.belfry.tasks.WorkerEntry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Running servers and what they run. */
public final class ServersApi implements Api {
  private final Desk desk;

  public ServersApi(Desk desk) {
    this.desk = desk;
  }

  record Server(
      String id,
      String host,
      int pid,
      int concurrency,
      QueueOrder order,
      String status,
      @Nullable Instant startedAt,
      List<Priority> queues,
      List<Running> workers) {}

  record Priority(String queue, int priority) {}

  record Running(
      String queue,
      String id,
      String type,
      Preview payload,
      @Nullable Instant startedAt,
      @Nullable Instant deadline) {}

  @Override
  public void mount(Router router) {
    router.get(
        "/api/v1/servers",
        Role.VIEWER,
        call ->
            call.json(
                Part.whole(
                    desk.sampler().snapshot().servers().stream()
                        .map(server -> server(server, call.role()))
                        .toList())));
  }

  private Server server(ServerEntry server, Role role) {
    return new Server(
        server.process().id(),
        server.process().host(),
        server.process().pid(),
        server.concurrency(),
        server.queueOrder(),
        server.status(),
        server.startedAt().orElse(null),
        server.queues().entrySet().stream()
            .map(queue -> new Priority(queue.getKey(), queue.getValue()))
            .sorted(
                Comparator.comparingInt((Priority queue) -> -queue.priority())
                    .thenComparing(Priority::queue))
            .toList(),
        server.workers().stream().map(worker -> running(worker, role)).toList());
  }

  private Running running(WorkerEntry worker, Role role) {
    return new Running(
        worker.queue(),
        worker.taskId(),
        worker.taskType(),
        desk.contents().preview(worker.payload(), worker.taskType(), role),
        worker.startedAt().orElse(null),
        worker.deadline().orElse(null));
  }
}
