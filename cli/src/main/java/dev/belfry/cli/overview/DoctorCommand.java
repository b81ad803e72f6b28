package dev.belfry.cli.overview;

import dev.belfry.cli.BelfryCommand;
import dev.belfry.cli.Consent;
import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.RedisCommand;
import dev.belfry.cli.out.Text;
import dev.belfry.cli.view.DoctorView;
import dev.belfry.cli.view.DoctorView.FindingView;
import dev.belfry.tasks.Doctor;
import dev.belfry.tasks.DoctorReport;
import dev.belfry.tasks.RepairReport;
import dev.belfry.tasks.TaskInspector;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code belfry doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Finds what is wrong with the store, and repairs it on request. Servers may run meanwhile.",
      "Exit code 0: nothing is wrong, or all of it was repaired; 1: something is wrong; 4: some of"
          + " it was repaired."
    })
public final class DoctorCommand extends RedisCommand implements BelfryCommand {

  @Option(names = "--repair", description = "Repair what was found.")
  private boolean repair;

  @Option(
      names = "--max-findings",
      paramLabel = "N",
      defaultValue = "" + Doctor.DEFAULT_MAX_FINDINGS,
      description = "End after so many findings (default: ${DEFAULT-VALUE}).")
  private int maxFindings;

  @Option(
      names = "--keys-per-second",
      paramLabel = "N",
      defaultValue = "" + Doctor.DEFAULT_KEYS_PER_SECOND,
      description = "Look at no more than so many keys a second (default: ${DEFAULT-VALUE}).")
  private int keysPerSecond;

  @Mixin private Consent consent = new Consent();

  /** For picocli. */
  public DoctorCommand() {}

  @Override
  protected int run(TaskInspector inspector) {
    if (maxFindings < 1 || keysPerSecond < 1) {
      throw wrong("--max-findings and --keys-per-second begin at 1");
    }
    Doctor doctor = inspector.doctor().maxFindings(maxFindings).keysPerSecond(keysPerSecond);
    DoctorReport report = doctor.examine();
    say(Text.plainLines(report.toString()));
    if (!repair || report.isEmpty()) {
      json(report, null);
      return report.isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
    }
    consent.require(
        session(),
        spec.commandLine().getErr(),
        "Repair these " + report.findings().size() + " findings?");
    RepairReport repaired = doctor.repair(report);
    say(
        "%d repaired, %d gone by then, %d left"
            .formatted(repaired.repaired().size(), repaired.gone().size(), repaired.left().size()));
    json(report, repaired);
    return ExitCodes.of(
        (long) repaired.repaired().size() + repaired.gone().size(), repaired.left().size());
  }

  private void json(DoctorReport report, @Nullable RepairReport repaired) {
    if (isJson()) {
      out()
          .json(
              new DoctorView(
                  report.findings().stream().map(FindingView::of).toList(),
                  report.notes().stream().map(FindingView::of).toList(),
                  report.keys(),
                  report.took().toMillis(),
                  report.coverage() == DoctorReport.Coverage.WHOLE,
                  repaired == null
                      ? null
                      : new DoctorView.Repair(
                          repaired.repaired().size(),
                          repaired.gone().size(),
                          repaired.left().size())));
    }
  }
}
