package dev.belfry.console.internal.v1;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.console.internal.access.Role;
import dev.belfry.console.internal.audit.Act;
import dev.belfry.console.internal.web.Api;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.console.internal.web.Router;
import dev.belfry.tasks.DoctorReport;
import dev.belfry.tasks.Finding;
import dev.belfry.tasks.RepairReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Examines the store in the background, and repairs what was found. */
public final class DoctorApi implements Api {
  private static final Logger log = LoggerFactory.getLogger(DoctorApi.class);

  private final Desk desk;
  private final Broadcast broadcast;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Examined last = Examined.NEVER;

  public DoctorApi(Desk desk, Broadcast broadcast) {
    this.desk = desk;
    this.broadcast = broadcast;
  }

  private record Examined(
      String state,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable DoctorReport report,
      @Nullable String problem) {
    static final Examined NEVER = new Examined("never", null, null, null, null);
  }

  record FindingView(
      String ref,
      String kind,
      @Nullable String queue,
      String subject,
      @Nullable String place,
      @Nullable String detail,
      String meaning,
      @Nullable String remedy,
      boolean note) {}

  record DoctorView(
      String state,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable Long keys,
      @Nullable Long tookMs,
      boolean complete,
      List<FindingView> findings,
      @Nullable String problem) {}

  record Repair(@Nullable List<String> findings, @Nullable String reason) {}

  record RepairResult(List<FindingView> repaired, List<FindingView> gone, List<FindingView> left) {}

  @Override
  public void mount(Router router) {
    router.get("/api/v1/doctor", Role.VIEWER, call -> call.json(view()));
    router.post("/api/v1/doctor/examine", Role.OPERATOR, this::examine);
    router.post("/api/v1/doctor/repair", Role.ADMIN, this::repair);
  }

  private DoctorView view() {
    Examined now = last;
    DoctorReport report = now.report;
    return new DoctorView(
        now.state,
        now.startedAt,
        now.endedAt,
        report == null ? null : report.keys(),
        report == null ? null : report.took().toMillis(),
        report == null || report.coverage() == DoctorReport.Coverage.WHOLE,
        report == null ? List.of() : views(all(report)),
        now.problem);
  }

  private static List<Finding> all(DoctorReport report) {
    return Stream.concat(report.findings().stream(), report.notes().stream()).toList();
  }

  private static List<FindingView> views(List<Finding> findings) {
    return findings.stream().map(DoctorApi::view).toList();
  }

  /** The same in each examination, so that nobody repairs what another one found in its place. */
  private static String ref(Finding finding) {
    String name =
        String.join(
            "\n", finding.kind().name(), finding.queue(), finding.subject(), finding.place());
    return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
  }

  private static FindingView view(Finding finding) {
    return new FindingView(
        ref(finding),
        finding.kind().name(),
        TaskRows.text(finding.queue()),
        finding.subject(),
        TaskRows.text(finding.place()),
        TaskRows.text(finding.detail()),
        finding.kind().meaning(),
        TaskRows.text(finding.kind().remedy()),
        finding.kind().isNote());
  }

  private void examine(Call call) throws Exception {
    lock.lock();
    try {
      if (last.state.equals("examining")) {
        throw Problem.of(409, "an examination is under way");
      }
      last = new Examined("examining", Instant.now(), null, last.report, null);
    } finally {
      lock.unlock();
    }
    desk.audit().run(call, Act.of("doctor.examine", null, null), this::begin);
    call.json(202, view());
  }

  private void begin() {
    broadcast.tell("doctor", view());
    Thread.ofVirtual()
        .name("console-doctor")
        .start(() -> {
          Instant startedAt = last.startedAt;
          try {
            DoctorReport report = desk.inspector().doctor().examine();
            last = new Examined("examined", startedAt, Instant.now(), report, null);
          } catch (RuntimeException e) {
            log.warn("The examination failed", e);
            last = new Examined("failed", startedAt, Instant.now(), null, e.getMessage());
          }
          broadcast.tell("doctor", view());
        });
  }

  private void repair(Call call) throws Exception {
    Repair wanted = call.body(Repair.class);
    String reason = wanted.reason();
    if (reason == null || reason.isBlank()) {
      throw Problem.field("reason", "say why, for the audit log");
    }
    DoctorReport report = last.report;
    if (report == null) {
      throw Problem.of(409, "examine first: there is no examination to repair from");
    }
    List<Finding> all = all(report);
    List<Finding> chosen = new ArrayList<>();
    for (String ref : wanted.findings() == null ? List.<String>of() : wanted.findings()) {
      chosen.add(find(all, ref));
    }
    if (chosen.isEmpty()) {
      throw Problem.field("findings", "say which findings to repair");
    }
    RepairReport result =
        desk.audit()
            .call(
                call,
                Act.of("doctor.repair", chosen.size() + " findings", reason),
                () -> desk.inspector().doctor().repair(only(chosen)));
    desk.sampler().changed();
    call.json(
        new RepairResult(views(result.repaired()), views(result.gone()), views(result.left())));
  }

  private static Finding find(List<Finding> all, String ref) {
    for (Finding finding : all) {
      if (ref(finding).equals(ref)) {
        return finding;
      }
    }
    throw Problem.field("findings", "the last examination has no finding '" + ref + "'");
  }

  private static DoctorReport only(List<Finding> findings) {
    return new DoctorReport(findings, List.of(), 0, Duration.ZERO, DoctorReport.Coverage.WHOLE);
  }
}
