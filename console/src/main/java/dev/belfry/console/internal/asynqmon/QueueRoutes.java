package dev.belfry.console.internal.asynqmon;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.asynqmon.Replies.Day;
import dev.belfry.console.internal.audit.Act;
import dev.belfry.console.internal.v1.Desk;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.console.internal.web.Router;
import dev.belfry.tasks.QueueDeletion;
import dev.belfry.tasks.QueueNotEmptyException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Queues, as asynqmon serves them. */
public final class QueueRoutes implements Api {
  private static final int DAYS_OF_QUEUE = 10;
  private static final int DAYS_OF_STATS = 90;

  private final Desk desk;

  public QueueRoutes(Desk desk) {
    this.desk = desk;
  }

  @Override
  public void mount(Router router) {
    router.get(
        "/api/queues",
        Role.VIEWER,
        Replies.plainly(call -> call.json(Map.of("queues", Replies.snapshots(desk)))));
    router.get("/api/queues/{queue}", Role.VIEWER, Replies.plainly(this::queue));
    router.delete("/api/queues/{queue}", Role.ADMIN, Replies.plainly(this::delete));
    router.post("/api/queues/{queue}:pause", Role.OPERATOR, Replies.plainly(this::pause));
    router.post("/api/queues/{queue}:resume", Role.OPERATOR, Replies.plainly(this::resume));
    router.get("/api/queue_stats", Role.VIEWER, Replies.plainly(this::stats));
    router.get("/api/queues/{queue}/groups", Role.VIEWER, Replies.plainly(this::groups));
  }

  record Queue(QueueSnapshot current, List<Day> history) {}

  private void queue(Call call) {
    String queue = call.path("queue");
    call.json(
        new Queue(
            Replies.snapshot(desk, queue), Day.of(desk.inspector().history(queue, DAYS_OF_QUEUE))));
  }

  private void delete(Call call) throws Exception {
    String queue = call.path("queue");
    try {
      desk.audit()
          .run(
              call,
              Act.queue("delete", queue, null),
              () -> desk.inspector().deleteQueue(queue, QueueDeletion.ONLY_IF_EMPTY));
    } catch (QueueNotEmptyException e) {
      throw Problem.of(400, String.valueOf(e.getMessage()));
    }
    desk.sampler().changed();
    call.done();
  }

  private void pause(Call call) throws Exception {
    String queue = call.path("queue");
    desk.audit().run(call, Act.queue("pause", queue, null), () -> desk.inspector().pause(queue));
    desk.sampler().changed();
    call.done();
  }

  private void resume(Call call) throws Exception {
    String queue = call.path("queue");
    desk.audit().run(call, Act.queue("resume", queue, null), () -> desk.inspector().resume(queue));
    desk.sampler().changed();
    call.done();
  }

  private void stats(Call call) {
    Map<String, List<Day>> stats = new TreeMap<>();
    for (String queue : desk.inspector().queues()) {
      stats.put(queue, Day.of(desk.inspector().history(queue, DAYS_OF_STATS)));
    }
    call.json(Map.of("stats", stats));
  }

  record Group(String group, long size) {}

  record Groups(QueueSnapshot stats, List<Group> groups) {}

  private void groups(Call call) {
    String queue = call.path("queue");
    call.json(new Groups(Replies.snapshot(desk, queue), groups(desk, queue)));
  }

  static List<Group> groups(Desk desk, String queue) {
    return desk.inspector().groups(queue).stream()
        .map(group -> new Group(group.name(), group.waiting()))
        .toList();
  }
}
