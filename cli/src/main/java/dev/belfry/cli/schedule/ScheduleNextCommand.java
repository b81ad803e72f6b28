package dev.belfry.cli.schedule;

import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.NotFound;
import dev.belfry.cli.RedisCommand;
import dev.belfry.cli.view.MomentView;
import dev.belfry.tasks.BookedSchedule;
import dev.belfry.tasks.TaskInspector;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belfry schedule next}. */
@Command(
    name = "next",
    mixinStandardHelpOptions = true,
    description = "Prints the next moments of a schedule.")
final class ScheduleNextCommand extends RedisCommand {
  private static final int MOST = 1000;

  @Parameters(paramLabel = "NAME", description = "The schedule.")
  private String name = "";

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many, 1 to " + MOST + " (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "The zone to print them in (default: ${DEFAULT-VALUE}).")
  private String zone = "UTC";

  @Override
  protected int run(TaskInspector inspector) {
    if (count < 1 || count > MOST) {
      throw wrong("--count is " + count + "; it must be 1 to " + MOST);
    }
    BookedSchedule entry =
        inspector
            .schedules()
            .entry(name)
            .orElseThrow(() -> new NotFound("there is no schedule '" + name + "'"));
    ZoneId shown = zone();
    List<MomentView> moments =
        entry.next(Instant.now(), ZoneId.of("UTC"), count).stream()
            .map(moment -> new MomentView(name, moment.atZone(shown).toOffsetDateTime()))
            .toList();
    if (isJson()) {
      out().json(moments);
    } else {
      moments.forEach(moment -> out().line(moment.at().toString()));
    }
    return ExitCodes.DONE;
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw wrong("--zone " + zone + ": " + e.getMessage() + "; write one like Asia/Shanghai");
    }
  }
}
