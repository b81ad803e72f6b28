package dev.belfry.cli.task;

import dev.belfry.cli.Consent;
import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.RedisCommand;
import dev.belfry.cli.view.ChangeView;
import dev.belfry.cli.view.QueueView;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code belfry task runall}, {@code archiveall} and {@code deleteall}. */
abstract class AllCommand extends RedisCommand {

  @Option(
      names = {"-q", "--queue"},
      paramLabel = "QUEUE",
      defaultValue = "default",
      description = "The queue (default: ${DEFAULT-VALUE}).")
  private String queue = "default";

  @Option(
      names = {"-s", "--state"},
      required = true,
      paramLabel = "STATE",
      converter = States.class,
      description = "The state.")
  private TaskState state = TaskState.PENDING;

  @Option(
      names = {"-g", "--group"},
      paramLabel = "GROUP",
      description = "The group, if they are aggregating.")
  private @Nullable String group;

  @Mixin private Consent consent = new Consent();

  private final String verb;

  private AllCommand(String verb) {
    this.verb = verb;
  }

  abstract long ofState(TaskInspector inspector, String queue, TaskState state);

  abstract long ofGroup(TaskInspector inspector, String queue, String group);

  abstract String done(long count);

  /** Whether somebody is to be asked first. */
  boolean isDrastic() {
    return true;
  }

  @Override
  protected int run(TaskInspector inspector) {
    String of = group;
    if ((state == TaskState.AGGREGATING) != (of != null)) {
      throw wrong("--group belongs to --state aggregating, and that needs it");
    }
    if (isDrastic()) {
      consent.require(
          session(),
          spec.commandLine().getErr(),
          "%s all %s tasks of queue \"%s\"?".formatted(verb, QueueView.name(state), queue));
    }
    long count;
    try {
      count = of == null ? ofState(inspector, queue, state) : ofGroup(inspector, queue, of);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
    if (isJson()) {
      out().json(new ChangeView(spec.name(), count, 0, List.of()));
    }
    say(done(count));
    return ExitCodes.DONE;
  }

  @Command(
      name = "runall",
      mixinStandardHelpOptions = true,
      description = "Lets all scheduled, retry, archived, completed or aggregating tasks run.")
  static final class RunAll extends AllCommand {
    RunAll() {
      super("Run");
    }

    @Override
    long ofState(TaskInspector inspector, String queue, TaskState state) {
      return inspector.runAll(queue, state);
    }

    @Override
    long ofGroup(TaskInspector inspector, String queue, String group) {
      return inspector.runGroup(queue, group);
    }

    @Override
    String done(long count) {
      return count + " tasks are now pending";
    }

    @Override
    boolean isDrastic() {
      return false;
    }
  }

  @Command(
      name = "archiveall",
      mixinStandardHelpOptions = true,
      description = "Archives all pending, scheduled, retry or aggregating tasks.")
  static final class ArchiveAll extends AllCommand {
    ArchiveAll() {
      super("Archive");
    }

    @Override
    long ofState(TaskInspector inspector, String queue, TaskState state) {
      return inspector.archiveAll(queue, state);
    }

    @Override
    long ofGroup(TaskInspector inspector, String queue, String group) {
      return inspector.archiveGroup(queue, group);
    }

    @Override
    String done(long count) {
      return count + " tasks archived";
    }
  }

  @Command(
      name = "deleteall",
      mixinStandardHelpOptions = true,
      description = "Deletes all tasks of a state other than active.")
  static final class DeleteAll extends AllCommand {
    DeleteAll() {
      super("Delete");
    }

    @Override
    long ofState(TaskInspector inspector, String queue, TaskState state) {
      return inspector.deleteAll(queue, state);
    }

    @Override
    long ofGroup(TaskInspector inspector, String queue, String group) {
      return inspector.deleteGroup(queue, group);
    }

    @Override
    String done(long count) {
      return count + " tasks deleted";
    }
  }
}
