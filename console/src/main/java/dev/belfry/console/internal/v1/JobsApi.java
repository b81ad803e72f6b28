package dev.belfry.console.internal.v1;

import dev.belfry.console.internal.access.Identity;
import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.audit.Act;
import dev.belfry.console.internal.audit.AuditEntry;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.console.internal.web.Router;
import dev.belfry.tasks.BulkAction;
import dev.belfry.tasks.BulkPreview;
import dev.belfry.tasks.BulkProgress;
import dev.belfry.tasks.BulkRun;
import dev.belfry.tasks.TaskFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Actions on all tasks that a filter matches: previewed, confirmed, done in the background. */
public final class JobsApi implements Api {
  private static final int SAMPLE = 20;

  /** Each takes its share of Redis. */
  private static final int AT_ONCE = 2;

  /** Ended ones are kept to look at; the oldest go first. */
  private static final int KEPT = 200;

  private static final Duration TOLD_EVERY = Duration.ofSeconds(1);

  private final Desk desk;
  private final Broadcast broadcast;
  private final Confirmations confirmations = new Confirmations();
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Map<String, Job> jobs = new ConcurrentHashMap<>();

  public JobsApi(Desk desk, Broadcast broadcast) {
    this.desk = desk;
    this.broadcast = broadcast;
  }

  record JobRequest(String action, FilterBody filter, @Nullable String to) {}

  record JobStart(
      String action,
      FilterBody filter,
      @Nullable String to,
      String confirmation,
      String phrase,
      String reason) {}

  record Preview(
      long matched, boolean complete, List<TaskRow> sample, String phrase, String confirmation) {}

  record JobView(
      String id,
      String action,
      FilterBody filter,
      @Nullable String to,
      String user,
      String reason,
      String state,
      long expected,
      long scanned,
      long matched,
      long changed,
      long refused,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable String problem) {}

  private static final class Job {
    private final String id = UUID.randomUUID().toString();
    private final Instant startedAt = Instant.now();
    private final JobStart wanted;
    private final Identity who;
    private final long expected;
    private final BulkRun run;
    private volatile @Nullable Instant endedAt;

    Job(JobStart wanted, Identity who, long expected, BulkRun run) {
      this.wanted = wanted;
      this.who = who;
      this.expected = expected;
      this.run = run;
    }

    JobView view() {
      BulkProgress now = run.progress();
      return new JobView(
          id,
          wanted.action(),
          wanted.filter(),
          wanted.to(),
          who.user(),
          wanted.reason(),
          switch (now.phase()) {
            case RUNNING -> "running";
            case FINISHED -> "done";
            case CANCELLED -> "cancelled";
            case FAILED -> "failed";
          },
          expected,
          now.looked(),
          now.done() + now.refusedTotal(),
          now.done(),
          now.refusedTotal(),
          startedAt,
          endedAt,
          TaskRows.text(now.problem()));
    }
  }

  @Override
  public void mount(Router router) {
    router.post("/api/v1/jobs/preview", Role.OPERATOR, this::preview);
    router.post("/api/v1/jobs", Role.OPERATOR, this::start);
    router.get(
        "/api/v1/jobs",
        Role.VIEWER,
        call -> call.json(Part.whole(newest().map(Job::view).toList())));
    router.get("/api/v1/job", Role.VIEWER, call -> call.json(job(call).view()));
    router.post("/api/v1/job/cancel", Role.OPERATOR, this::cancel);
  }

  private java.util.stream.Stream<Job> newest() {
    return jobs.values().stream()
        .sorted(Comparator.comparing((Job job) -> job.startedAt).reversed());
  }

  private Job job(Call call) {
    Job job = jobs.get(call.required("id"));
    if (job == null) {
      throw Problem.of(404, "there is no such job; the console forgets them when it restarts");
    }
    return job;
  }

  private void preview(Call call) {
    JobRequest wanted = call.body(JobRequest.class);
    BulkAction action = action(wanted.action(), wanted.to());
    TaskFilter filter = filter(wanted.filter());
    BulkPreview found = desk.inspector().bulk().preview(action, filter, SAMPLE);
    var rows = new TaskRows(desk.contents(), call.role());
    String phrase = wanted.action() + " " + found.total();
    call.json(
        new Preview(
            found.total(),
            true,
            found.sample().stream().map(rows::row).toList(),
            phrase,
            confirmations.issue(content(call, action, filter), phrase, found.total())));
  }

  private static String content(Call call, BulkAction action, TaskFilter filter) {
    return call.caller().user() + "\n" + action + "\n" + filter;
  }

  private static TaskFilter filter(@Nullable FilterBody filter) {
    if (filter == null) {
      throw Problem.field("filter", "the filter is missing");
    }
    return filter.filter();
  }

  private static BulkAction action(@Nullable String action, @Nullable String to) {
    return switch (action == null ? "" : action) {
      case "run" -> new BulkAction.Run();
      case "archive" -> new BulkAction.Archive();
      case "delete" -> new BulkAction.Delete();
      case "cancel" -> new BulkAction.Cancel();
      case "move" -> {
        if (to == null || to.isBlank()) {
          throw Problem.field("to", "the queue to move to is missing");
        }
        yield new BulkAction.Move(to);
      }
      default -> throw Problem.field("action", "action is run, archive, delete, cancel or move");
    };
  }

  private void start(Call call) throws Exception {
    JobStart wanted = call.body(JobStart.class);
    BulkAction action = action(wanted.action(), wanted.to());
    TaskFilter filter = filter(wanted.filter());
    if (wanted.reason() == null || wanted.reason().isBlank()) {
      throw Problem.field("reason", "say why, for the audit log");
    }
    if (!places.tryAcquire()) {
      throw Problem.of(409, AT_ONCE + " jobs are under way: wait for one, or cancel it");
    }
    Job job;
    try {
      job = begin(call, wanted, action, filter);
    } catch (Exception | Error e) {
      places.release();
      throw e;
    }
    keep(job);
    String remote = call.remote();
    Thread.ofVirtual().name("console-job").start(() -> follow(job, remote));
    call.json(202, job.view());
  }

  private Job begin(Call call, JobStart wanted, BulkAction action, TaskFilter filter)
      throws Exception {
    return desk.audit()
        .call(
            call,
            Act.of("job." + wanted.action(), filter.toString(), wanted.reason()),
            () -> {
              long expected =
                  confirmations.use(
                      content(call, action, filter), wanted.phrase(), wanted.confirmation());
              return new Job(
                  wanted,
                  call.caller(),
                  expected,
                  desk.inspector().bulk().start(action, filter, wanted.reason()));
            });
  }

  private void keep(Job job) {
    jobs.put(job.id, job);
    List<Job> ended = new ArrayList<>(newest().filter(each -> each.endedAt != null).toList());
    ended.stream().skip(KEPT).forEach(old -> jobs.remove(old.id));
  }

  private void follow(Job job, String remote) {
    try {
      try {
        broadcast.tell("job", job.view());
        while (!job.run.await(TOLD_EVERY)) {
          broadcast.tell("job", job.view());
        }
      } finally {
        job.endedAt = Instant.now();
        places.release();
      }
      desk.sampler().changed();
      broadcast.tell("job", job.view());
      JobView end = job.view();
      desk.audit()
          .note(
              job.who,
              remote,
              Act.of("job.end", job.id, job.wanted.reason()),
              end.state().equals("failed") ? AuditEntry.Result.FAILED : AuditEntry.Result.DONE,
              end.state() + ": " + end.changed() + " changed, " + end.refused() + " refused");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void cancel(Call call) throws Exception {
    Job job = job(call);
    desk.audit().run(call, Act.of("job.cancel", job.id, null), job.run::cancel);
    call.json(job.view());
  }
}
