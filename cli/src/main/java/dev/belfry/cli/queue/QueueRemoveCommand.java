package dev.belfry.cli.queue;

import dev.belfry.cli.Consent;
import dev.belfry.cli.EachCommand;
import dev.belfry.tasks.QueueDeletion;
import dev.belfry.tasks.TaskInspector;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belfry queue rm}. */
@Command(
    name = "rm",
    aliases = {"remove", "delete"},
    mixinStandardHelpOptions = true,
    description = "Deletes queues with their counters; those with tasks only by force.")
final class QueueRemoveCommand extends EachCommand {

  @Parameters(arity = "1..*", paramLabel = "QUEUE", description = "Names of queues.")
  private List<String> queues = List.of();

  @Option(
      names = {"-f", "--force"},
      description = "Delete their tasks too, but not those that run.")
  private boolean force;

  @Mixin private Consent consent = new Consent();

  @Override
  protected int run(TaskInspector inspector) {
    long tasks =
        queues.stream()
            .mapToLong(queue ->
                inspector.queueCounts(queue).values().stream().mapToLong(Long::longValue).sum())
            .sum();
    if (force) {
      consent.require(
          session(),
          spec.commandLine().getErr(),
          "Delete " + queues.size() + " queues with " + tasks + " tasks?");
    }
    var how = force ? QueueDeletion.WITH_TASKS : QueueDeletion.ONLY_IF_EMPTY;
    return each(
        "delete",
        null,
        queues,
        queue -> {
          inspector.deleteQueue(queue, how);
          return "queue \"" + queue + "\" is deleted";
        });
  }
}
