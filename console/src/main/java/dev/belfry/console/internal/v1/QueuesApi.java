package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.audit.Act;
import dev.belfry.console.internal.live.QueueSummary;
import dev.belfry.console.internal.live.Snapshot;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.console.internal.web.Router;
import dev.belfry.tasks.DailyStats;
import dev.belfry.tasks.GroupInfo;
import dev.belfry.tasks.QueueDeletion;
import dev.belfry.tasks.QueueInfo.Attempts;
import dev.belfry.tasks.ServerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Queues, and what can be done with a whole one. */
public final class QueuesApi implements Api {
  private static final int MAX_DAYS = 90;

  /** Viewers share the days of all queues for so long. */
  private static final long DAYS_FRESH_NANOS = Duration.ofSeconds(30).toNanos();

  private final Desk desk;
  private final Map<Integer, Days> allDays = new ConcurrentHashMap<>();

  public QueuesApi(Desk desk) {
    this.desk = desk;
  }

  record QueueDetail(
      QueueSummary summary,
      List<Consumer> consumers,
      List<Group> groups,
      @Nullable Integer slot,
      List<String> nodes,
      Instant at) {}

  record Consumer(
      String serverId, String host, int pid, int priority, String status, long active) {}

  record Group(String group, long waiting, long staged) {}

  record DayStats(String queue, String date, long processed, long succeeded, long failed) {}

  private record Days(List<DayStats> sums, long at) {}

  record QueueAction(String queue, @Nullable String reason) {}

  @Override
  public void mount(Router router) {
    router.get(
        "/api/v1/queues", Role.VIEWER, call -> call.json(desk.sampler().snapshot().queues()));
    router.get("/api/v1/queue", Role.VIEWER, call -> call.json(detail(call.required("queue"))));
    router.get(
        "/api/v1/queue/groups",
        Role.VIEWER,
        call -> call.json(Part.whole(groups(call.required("queue")))));
    router.get("/api/v1/history", Role.VIEWER, this::history);
    router.post("/api/v1/queue/pause", Role.OPERATOR, this::pause);
    router.post("/api/v1/queue/resume", Role.OPERATOR, this::resume);
    router.delete("/api/v1/queue", Role.ADMIN, this::delete);
  }

  private QueueDetail detail(String queue) {
    Snapshot now = desk.sampler().snapshot();
    QueueSummary summary =
        now.queues().items().stream()
            .filter(each -> each.queue().equals(queue))
            .findFirst()
            .orElseThrow(() ->
                Problem.about(
                    404, "queue-not-found", queue, null, "there is no queue '" + queue + "'"));
    List<String> nodes = desk.inspector().clusterNodes(queue);
    return new QueueDetail(
        summary,
        now.servers().stream()
            .filter(server -> server.queues().containsKey(queue))
            .map(server -> consumer(server, queue))
            .toList(),
        groups(queue),
        nodes.isEmpty() ? null : desk.inspector().clusterKeySlot(queue),
        nodes,
        now.overview().at());
  }

  private static Consumer consumer(ServerEntry server, String queue) {
    return new Consumer(
        server.process().id(),
        server.process().host(),
        server.process().pid(),
        server.queues().getOrDefault(queue, 0),
        server.status(),
        server.workers().stream().filter(worker -> worker.queue().equals(queue)).count());
  }

  private List<Group> groups(String queue) {
    return desk.inspector().groups(queue).stream().map(QueuesApi::group).toList();
  }

  private static Group group(GroupInfo group) {
    return new Group(group.name(), group.waiting(), group.staged());
  }

  private void history(Call call) {
    int days = (int) call.number("days", 10, 1, MAX_DAYS);
    if (call.text("queue").isPresent()) {
      call.json(Part.whole(days(desk.inspector().history(call.required("queue"), days))));
      return;
    }
    call.json(Part.whole(ofAll(days)));
  }

  private List<DayStats> ofAll(int days) {
    Days known = allDays.get(days);
    if (known == null || System.nanoTime() - known.at > DAYS_FRESH_NANOS) {
      known = new Days(sums(days), System.nanoTime());
      allDays.put(days, known);
    }
    return known.sums;
  }

  private List<DayStats> sums(int days) {
    Map<String, List<DailyStats>> byDay = new TreeMap<>(Comparator.reverseOrder());
    for (String queue : desk.inspector().queues()) {
      desk.inspector()
          .history(queue, days)
          .forEach(day ->
              byDay.computeIfAbsent(day.day().toString(), date -> new ArrayList<>()).add(day));
    }
    return byDay.values().stream().map(QueuesApi::sum).map(QueuesApi::day).toList();
  }

  private static DailyStats sum(List<DailyStats> queues) {
    return new DailyStats(
        "",
        queues.getFirst().day(),
        new Attempts(
            queues.stream().mapToLong(each -> each.attempts().processed()).sum(),
            queues.stream().mapToLong(each -> each.attempts().failed()).sum()));
  }

  private static List<DayStats> days(List<DailyStats> days) {
    return days.stream().map(QueuesApi::day).toList();
  }

  private static DayStats day(DailyStats day) {
    return new DayStats(
        day.queue(),
        day.day().toString(),
        day.attempts().processed(),
        day.attempts().succeeded(),
        day.attempts().failed());
  }

  private void pause(Call call) throws Exception {
    QueueAction what = call.body(QueueAction.class);
    desk.audit()
        .run(
            call,
            Act.queue("pause", what.queue(), what.reason()),
            () -> desk.inspector().pause(what.queue()));
    changed(call);
  }

  private void resume(Call call) throws Exception {
    QueueAction what = call.body(QueueAction.class);
    desk.audit()
        .run(
            call,
            Act.queue("resume", what.queue(), what.reason()),
            () -> desk.inspector().resume(what.queue()));
    changed(call);
  }

  private void delete(Call call) throws Exception {
    String queue = call.required("queue");
    boolean withTasks = call.text("tasks").orElse("keep").equals("delete");
    if (withTasks && !call.text("phrase").orElse("").equals(queue)) {
      throw Problem.field("phrase", "type the name of the queue to delete it with its tasks");
    }
    desk.audit()
        .run(
            call,
            Act.queue("delete", queue, call.text("reason").orElse(null)),
            () ->
                desk.inspector()
                    .deleteQueue(
                        queue, withTasks ? QueueDeletion.WITH_TASKS : QueueDeletion.ONLY_IF_EMPTY));
    changed(call);
  }

  private void changed(Call call) {
    desk.sampler().changed();
    call.done();
  }
}
