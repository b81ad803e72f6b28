package dev.belfry.cli.task;

import dev.belfry.cli.Consent;
import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.RedisCommand;
import dev.belfry.cli.view.ChangeView;
import dev.belfry.cli.view.QueueView;
import dev.belfry.tasks.TaskInspector;
import dev.belfry.tasks.TaskState;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code belfry task runall}, {@code archiveall} and {@code deleteall}. */
abstract class AllCommand extends RedisCommand {
  @Mixin private TaskSet set = new TaskSet();
  @Mixin private Consent consent = new Consent();

  private final String verb;
  private final String done;
  private final OfState ofState;
  private final OfGroup ofGroup;

  private AllCommand(String verb, String done, OfState ofState, OfGroup ofGroup) {
    this.verb = verb;
    this.done = done;
    this.ofState = ofState;
    this.ofGroup = ofGroup;
  }

  private interface OfState {
    long change(TaskInspector inspector, String queue, TaskState state);
  }

  private interface OfGroup {
    long change(TaskInspector inspector, String queue, String group);
  }

  /** Whether somebody is to be asked first. */
  boolean isDrastic() {
    return true;
  }

  @Override
  protected int run(TaskInspector inspector) {
    String queue = set.queue();
    var group = set.group();
    if (isDrastic()) {
      consent.require(
          session(),
          spec.commandLine().getErr(),
          "%s all %s tasks of queue \"%s\"?".formatted(verb, QueueView.name(set.state()), queue));
    }
    long count;
    try {
      count =
          group.isPresent()
              ? ofGroup.change(inspector, queue, group.get())
              : ofState.change(inspector, queue, set.state());
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
    if (isJson()) {
      out().json(new ChangeView(spec.name(), count, 0, List.of()));
    }
    say(count + " tasks " + done);
    return ExitCodes.DONE;
  }

  @Command(
      name = "runall",
      mixinStandardHelpOptions = true,
      description = "Lets all scheduled, retry, archived, completed or aggregating tasks run.")
  static final class RunAll extends AllCommand {
    RunAll() {
      super("Run", "are now pending", TaskInspector::runAll, TaskInspector::runGroup);
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
      super("Archive", "archived", TaskInspector::archiveAll, TaskInspector::archiveGroup);
    }
  }

  @Command(
      name = "deleteall",
      mixinStandardHelpOptions = true,
      description = "Deletes all tasks of a state other than active.")
  static final class DeleteAll extends AllCommand {
    DeleteAll() {
      super("Delete", "deleted", TaskInspector::deleteAll, TaskInspector::deleteGroup);
    }
  }
}
