package dev.belfry.cli.schedule;

import dev.belfry.cli.Consent;
import dev.belfry.cli.EachCommand;
import dev.belfry.tasks.TaskInspector;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code belfry schedule run}, {@code pause}, {@code resume} and {@code delete}. */
abstract class ScheduleChangeCommand extends EachCommand {

  @Parameters(arity = "1..*", paramLabel = "NAME", description = "Names of schedules.")
  private List<String> names = List.of();

  /** Does it; what it answers with is told. */
  abstract String change(TaskInspector inspector, String name);

  /** Asks, if there is something to ask. */
  void ask(List<String> schedules) {}

  @Override
  protected int run(TaskInspector inspector) {
    ask(names);
    return each(spec.name(), null, names, name -> change(inspector, name));
  }

  @Command(
      name = "run",
      mixinStandardHelpOptions = true,
      description = "Enqueues the tasks of schedules now, paused or not.")
  static final class Run extends ScheduleChangeCommand {
    @Override
    String change(TaskInspector inspector, String name) {
      var task = inspector.schedules().runNow(name);
      return "enqueued task " + task.id() + " to queue \"" + task.queue() + '"';
    }
  }

  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      description = "Keeps schedules from firing; their moments pass unused.")
  static final class Pause extends ScheduleChangeCommand {
    @Override
    String change(TaskInspector inspector, String name) {
      inspector.schedules().pause(name);
      return "schedule \"" + name + "\" is paused";
    }
  }

  @Command(
      name = "resume",
      aliases = "unpause",
      mixinStandardHelpOptions = true,
      description = "Lets paused schedules fire again, from their next moments on.")
  static final class Resume extends ScheduleChangeCommand {
    @Override
    String change(TaskInspector inspector, String name) {
      inspector.schedules().resume(name);
      return "schedule \"" + name + "\" is no longer paused";
    }
  }

  @Command(
      name = "delete",
      aliases = {"rm", "remove"},
      mixinStandardHelpOptions = true,
      description = "Deletes schedules; tasks that they enqueued stay.")
  static final class Delete extends ScheduleChangeCommand {
    @Mixin private Consent consent = new Consent();

    @Override
    void ask(List<String> schedules) {
      consent.require(
          session(), spec.commandLine().getErr(), "Delete " + schedules.size() + " schedules?");
    }

    @Override
    String change(TaskInspector inspector, String name) {
      inspector.schedules().delete(name);
      return "schedule \"" + name + "\" is deleted";
    }
  }
}
