package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.audit.Act;
import dev.belfry.console.internal.v1.TaskChangesApi.TaskRef;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.console.internal.web.Router;
import dev.belfry.tasks.BookedSchedule;
import dev.belfry.tasks.CronSpec;
import dev.belfry.tasks.EnqueueEvent;
import dev.belfry.tasks.Page;
import dev.belfry.tasks.ScheduleBook;
import dev.belfry.tasks.SchedulerEntryInfo;
import dev.belfry.tasks.TaskInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Schedules: those that programs registered, and those that are kept in Redis. */
public final class SchedulesApi implements Api {
  private final Desk desk;
  private final ScheduleBook book;

  public SchedulesApi(Desk desk) {
    this.desk = desk;
    book = desk.inspector().schedules();
  }

  record ScheduleList(
      List<ScheduleView> items, @Nullable String next, String zone, long dynamicRunners) {}

  record ScheduleChange(ScheduleDefinition definition, @Nullable String reason) {}

  record ScheduleRef(String id, @Nullable String reason) {}

  record Event(String taskId, Instant at, @Nullable String queue) {}

  record FirePreview(String spec, String zone, List<String> fires) {}

  @Override
  public void mount(Router router) {
    router.get("/api/v1/schedules", Role.VIEWER, this::list);
    router.get("/api/v1/schedule/history", Role.VIEWER, this::history);
    router.get("/api/v1/schedule/fires", Role.VIEWER, this::fires);
    router.post("/api/v1/schedules", Role.OPERATOR, call -> write(call, "create"));
    router.put("/api/v1/schedule", Role.OPERATOR, call -> write(call, "change"));
    router.delete("/api/v1/schedule", Role.OPERATOR, this::delete);
    router.post("/api/v1/schedule/run", Role.OPERATOR, this::run);
    router.post("/api/v1/schedule/pause", Role.OPERATOR, call -> pause(call, true));
    router.post("/api/v1/schedule/resume", Role.OPERATOR, call -> pause(call, false));
  }

  private void list(Call call) {
    ZoneId zone = zone(call, "zone");
    int count = (int) call.number("fires", 3, 0, 50);
    var views = new ScheduleViews(desk.contents(), call.role(), zone, count);
    List<SchedulerEntryInfo> running = desk.inspector().schedulerEntries();
    List<ScheduleView> all = new ArrayList<>();
    List<SchedulerEntryInfo> booked = new ArrayList<>();
    for (BookedSchedule entry : book.entries()) {
      List<SchedulerEntryInfo> copies =
          running.stream().filter(each -> ScheduleViews.isCopy(each, entry)).toList();
      booked.addAll(copies);
      all.add(views.booked(entry, copies));
    }
    groups(running.stream().filter(each -> !booked.contains(each)).toList())
        .values()
        .forEach(copies -> all.add(views.running(copies)));
    all.sort(
        Comparator.comparing(
                (ScheduleView view) -> Optional.ofNullable(view.nextAt()).orElse(Instant.MAX))
            .thenComparing(ScheduleView::id));
    long runners = booked.stream().map(SchedulerEntryInfo::schedulerId).distinct().count();
    call.json(new ScheduleList(all, null, zone.getId(), runners));
  }

  /** The same entry in several schedulers is one schedule. */
  private static Map<String, List<SchedulerEntryInfo>> groups(List<SchedulerEntryInfo> running) {
    Map<String, List<SchedulerEntryInfo>> groups = new LinkedHashMap<>();
    running.forEach(entry ->
        groups.computeIfAbsent(ScheduleViews.sameness(entry), key -> new ArrayList<>()).add(entry));
    return groups;
  }

  private void history(Call call) {
    String id = call.required("id");
    Page page = Cursor.page(call);
    List<EnqueueEvent> events =
        id.startsWith(ScheduleViews.BOOKED) ? bookedEvents(id, page) : events(id, page);
    call.json(
        new Part<>(
            events.stream().map(each -> new Event(each.taskId(), each.at(), null)).toList(),
            events.size() == page.size() ? Cursor.of(page.next()) : null));
  }

  private List<EnqueueEvent> events(String id, Page page) {
    return desk.inspector().enqueueEvents(id, page);
  }

  private List<EnqueueEvent> bookedEvents(String id, Page page) {
    BookedSchedule entry = booked(id);
    return desk.inspector().schedulerEntries().stream()
        .filter(each -> ScheduleViews.isCopy(each, entry))
        .flatMap(each -> events(each.id(), page).stream())
        .sorted(Comparator.comparing(EnqueueEvent::at).reversed())
        .limit(page.size())
        .toList();
  }

  private BookedSchedule booked(String id) {
    return Optional.of(id)
        .filter(given -> given.startsWith(ScheduleViews.BOOKED))
        .flatMap(given -> book.entry(given.substring(ScheduleViews.BOOKED.length())))
        .orElseThrow(() -> Problem.of(404, "there is no schedule '" + id + "' in Redis"));
  }

  private void fires(Call call) {
    ZoneId zone = zone(call, "zone");
    String spec = call.required("spec");
    int count = (int) call.number("fires", 5, 1, 50);
    List<String> fires =
        ScheduleViews.fires(CronSpec.parse(spec), zone(call, "zoneOfSpec"), zone, count);
    call.json(new FirePreview(spec, zone.getId(), fires));
  }

  private static ZoneId zone(Call call, String name) {
    Optional<String> zone = call.text(name);
    try {
      return zone.isPresent() ? ZoneId.of(zone.get()) : ZoneOffset.UTC;
    } catch (DateTimeException e) {
      throw Problem.field(name, "there is no time zone '" + zone.orElse("") + "'");
    }
  }

  private void write(Call call, String action) throws Exception {
    ScheduleChange change = call.body(ScheduleChange.class);
    if (change.definition() == null) {
      throw Problem.field("definition", "the definition is missing");
    }
    ScheduleDefinition wanted = change.definition();
    var entry = wanted.entry();
    boolean create = action.equals("create");
    boolean exists = book.entry(wanted.name()).isPresent();
    if (create && exists) {
      throw Problem.of(409, "there is a schedule '" + wanted.name() + "' already");
    }
    if (!create && !exists) {
      throw Problem.of(404, "there is no schedule '" + wanted.name() + "' in Redis");
    }
    desk.audit()
        .run(
            call,
            Act.of("schedule." + action, wanted.name(), change.reason()),
            () -> {
              if (create) {
                book.create(entry);
              } else {
                book.replace(entry);
              }
              Boolean paused = wanted.paused();
              if (paused != null && paused) {
                book.pause(wanted.name());
              } else if (paused != null) {
                book.resume(wanted.name());
              }
            });
    var views = new ScheduleViews(desk.contents(), call.role(), ZoneOffset.UTC, 3);
    call.json(
        create ? 201 : 200, views.booked(booked(ScheduleViews.BOOKED + wanted.name()), List.of()));
  }

  private void delete(Call call) throws Exception {
    BookedSchedule entry = booked(call.required("id"));
    desk.audit()
        .run(
            call,
            Act.of("schedule.delete", entry.name(), call.text("reason").orElse(null)),
            () -> book.delete(entry.name()));
    call.done();
  }

  private void run(Call call) throws Exception {
    ScheduleRef wanted = call.body(ScheduleRef.class);
    String id = wanted.id() == null ? "" : wanted.id();
    TaskInfo task =
        desk.audit()
            .call(
                call,
                Act.of("schedule.run", id, wanted.reason()),
                () ->
                    id.startsWith(ScheduleViews.BOOKED)
                        ? book.runNow(booked(id).name())
                        : runRunning(id));
    desk.sampler().changed();
    call.json(new TaskRef(task.queue(), task.id()));
  }

  private TaskInfo runRunning(String id) {
    SchedulerEntryInfo entry =
        desk.inspector().schedulerEntries().stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(() -> Problem.of(404, "no running scheduler has an entry '" + id + "'"));
    return desk.client().enqueue(GoOptions.task(entry), GoOptions.options(entry));
  }

  private void pause(Call call, boolean pause) throws Exception {
    ScheduleRef wanted = call.body(ScheduleRef.class);
    String id = wanted.id() == null ? "" : wanted.id();
    if (!id.startsWith(ScheduleViews.BOOKED)) {
      throw Problem.of(
          409,
          "a program registered this schedule: only it can pause it; those kept in Redis can be"
              + " paused here");
    }
    BookedSchedule entry = booked(id);
    desk.audit()
        .run(
            call,
            Act.of(pause ? "schedule.pause" : "schedule.resume", entry.name(), wanted.reason()),
            () -> {
              if (pause) {
                book.pause(entry.name());
              } else {
                book.resume(entry.name());
              }
            });
    call.done();
  }
}
