package dev.belfry.cli.queue;

import dev.belfry.cli.EachCommand;
import dev.belfry.tasks.TaskInspector;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code belfry queue unpause}. */
@Command(
    name = "unpause",
    aliases = "resume",
    mixinStandardHelpOptions = true,
    description = "Lets servers take tasks of queues again.")
final class QueueResumeCommand extends EachCommand {

  @Parameters(arity = "1..*", paramLabel = "QUEUE", description = "Names of queues.")
  private List<String> queues = List.of();

  @Override
  protected int run(TaskInspector inspector) {
    return each(
        "resume",
        null,
        queues,
        queue -> {
          inspector.resume(queue);
          return "queue \"" + queue + "\" is no longer paused";
        });
  }
}
