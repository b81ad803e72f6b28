package dev.belfry.cli.schedule;

import dev.belfry.cli.EachCommand;
import dev.belfry.cli.task.NewTaskOptions;
import dev.belfry.tasks.CatchUp;
import dev.belfry.tasks.CronSpec;
import dev.belfry.tasks.Overlap;
import dev.belfry.tasks.ScheduleEntry;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskOption;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belfry schedule create} and {@code replace}. */
abstract class ScheduleWriteCommand extends EachCommand {

  @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
  private String name = "";

  @Parameters(
      index = "1",
      paramLabel = "SPEC",
      description = "Five cron fields, six with seconds, @daily and its like, or @every 90s.")
  private String schedule = "";

  @Option(names = "--zone", paramLabel = "ZONE", description = "Its zone (default: UTC).")
  private @Nullable String zone;

  @Option(
      names = "--catch-up",
      paramLabel = "N",
      defaultValue = "0",
      description = "Make up for so many missed moments (default: ${DEFAULT-VALUE}).")
  private int catchUp;

  @Option(
      names = "--skip-overlap",
      description = "Enqueue nothing while the task of the last moment is not done.")
  private boolean skipOverlap;

  @Mixin private NewTaskOptions task = new NewTaskOptions();

  abstract void write(TaskInspector inspector, ScheduleEntry entry);

  @Override
  protected int run(TaskInspector inspector) {
    ScheduleEntry entry = entry();
    return each(
        spec.name(),
        null,
        List.of(name),
        any -> {
          write(inspector, entry);
          return "schedule \"" + name + "\" is in the book";
        });
  }

  private ScheduleEntry entry() {
    String type = task.type();
    if (type == null) {
      throw wrong("say what it enqueues: --type");
    }
    try {
      var entry =
          ScheduleEntry.builder(CronSpec.parseWithSeconds(schedule), task.task(type))
              .name(name)
              .options(task.options().toArray(TaskOption[]::new))
              .overlap(skipOverlap ? Overlap.SKIP : Overlap.ALLOW)
              .catchUp(new CatchUp(catchUp, CatchUp.DEFAULT_LOOK_BACK));
      if (zone != null) {
        entry.zone(ZoneId.of(zone));
      }
      return entry.build();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw wrong(e.getMessage());
    }
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Makes a schedule.")
  static final class Create extends ScheduleWriteCommand {
    @Override
    void write(TaskInspector inspector, ScheduleEntry entry) {
      inspector.schedules().create(entry);
    }
  }

  @Command(
      name = "replace",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Gives a schedule other moments, another task or other options.")
  static final class Replace extends ScheduleWriteCommand {
    @Override
    void write(TaskInspector inspector, ScheduleEntry entry) {
      inspector.schedules().replace(entry);
    }
  }
}
