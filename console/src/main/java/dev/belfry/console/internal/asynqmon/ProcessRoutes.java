package dev.belfry.console.internal.asynqmon;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.v1.Desk;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Router;
import dev.belfry.tasks.QueueOrder;
import dev.belfry.tasks.RedisInfo;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.SchedulerEntryInfo;
import dev.belfry.tasks.ServerEntry;
import dev.belfry.tasks.WorkerEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Servers, schedulers and Redis, as asynqmon serves them. */
public final class ProcessRoutes implements Api {
  private final Desk desk;
  private final RedisTarget target;

  public ProcessRoutes(Desk desk, RedisTarget target) {
    this.desk = desk;
    this.target = target;
  }

  @Override
  public void mount(Router router) {
    router.get("/api/servers", Role.VIEWER, Replies.plainly(this::servers));
    router.get("/api/scheduler_entries", Role.VIEWER, Replies.plainly(this::schedules));
    router.get(
        "/api/scheduler_entries/{entry}/enqueue_events",
        Role.VIEWER,
        Replies.plainly(this::events));
    router.get("/api/redis_info", Role.VIEWER, Replies.plainly(this::redis));
  }

  record Server(
      String id,
      String host,
      int pid,
      int concurrency,
      Map<String, Integer> queue_priorities,
      boolean strict_priority_enabled,
      String start_time,
      String status,
      List<Worker> active_workers) {}

  record Worker(
      String task_id, String queue, String task_type, String task_payload, String start_time) {}

  private void servers(Call call) {
    call.json(
        Map.of(
            "servers",
            desk.inspector().servers().stream().map(each -> server(each, call.role())).toList()));
  }

  private Server server(ServerEntry server, Role role) {
    return new Server(
        server.process().id(),
        server.process().host(),
        server.process().pid(),
        server.concurrency(),
        server.queues(),
        server.queueOrder() == QueueOrder.STRICT,
        server.startedAt().map(Text::second).orElse(Text.ZERO_TIME),
        server.status(),
        server.workers().stream().map(worker -> worker(worker, role)).toList());
  }

  private Worker worker(WorkerEntry worker, Role role) {
    return new Worker(
        worker.taskId(),
        worker.queue(),
        worker.taskType(),
        Text.bytes(worker.payload(), desk.contents(), worker.taskType(), role),
        worker.startedAt().map(Text::second).orElse(Text.ZERO_TIME));
  }

  private void schedules(Call call) {
    call.json(
        Map.of(
            "entries",
            desk.inspector().schedulerEntries().stream()
                .map(entry -> schedule(entry, call.role()))
                .toList()));
  }

  private Map<String, Object> schedule(SchedulerEntryInfo entry, Role role) {
    Map<String, Object> schedule = new LinkedHashMap<>();
    schedule.put("id", entry.id());
    schedule.put("spec", entry.spec());
    schedule.put("task_type", entry.taskType());
    schedule.put(
        "task_payload", Text.bytes(entry.payload(), desk.contents(), entry.taskType(), role));
    schedule.put("options", entry.options());
    schedule.put("next_enqueue_at", entry.next().map(Text::second).orElse(Text.ZERO_TIME));
    entry.previous().ifPresent(at -> schedule.put("prev_enqueue_at", Text.second(at)));
    return schedule;
  }

  record Event(String task_id, String enqueued_at) {}

  private void events(Call call) {
    call.json(
        Map.of(
            "events",
            desk.inspector().enqueueEvents(call.path("entry"), Replies.page(call)).stream()
                .map(event -> new Event(event.taskId(), Text.second(event.at())))
                .toList()));
  }

  record Location(String queue, int keyslot, List<String> nodes) {}

  private void redis(Call call) {
    boolean cluster = target.kind() == RedisTarget.Kind.CLUSTER;
    RedisInfo redis = desk.inspector().redis();
    String raw = cluster ? redis.clusterInfo() : redis.info();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(
        "address", target.nodes().stream().map(Object::toString).collect(Collectors.joining(",")));
    answer.put("info", fields(raw));
    answer.put("raw_info", raw);
    answer.put("cluster", cluster);
    answer.put("raw_cluster_nodes", redis.clusterNodes());
    answer.put("queue_locations", cluster ? locations() : null);
    call.json(answer);
  }

  private List<Location> locations() {
    return desk.inspector().queues().stream()
        .map(queue ->
            new Location(
                queue,
                desk.inspector().clusterKeySlot(queue),
                desk.inspector().clusterNodes(queue)))
        .toList();
  }

  /** Lines of a name and a value without a further colon, which is how asynqmon reads them. */
  private static Map<String, String> fields(String info) {
    Map<String, String> fields = new LinkedHashMap<>();
    info.lines()
        .map(line -> line.split(":", -1))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> fields.put(parts[0], parts[1]));
    return fields;
  }
}
