package dev.belfry.cli.queue;

import dev.belfry.cli.EachCommand;
import dev.belfry.tasks.TaskInspector;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code belfry queue pause}. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description = "Keeps servers from taking tasks of queues; tasks may still be enqueued.")
final class QueuePauseCommand extends EachCommand {

  @Parameters(arity = "1..*", paramLabel = "QUEUE", description = "Names of queues.")
  private List<String> queues = List.of();

  @Override
  protected int run(TaskInspector inspector) {
    return each(
        "pause",
        null,
        queues,
        queue -> {
          inspector.pause(queue);
          return "queue \"" + queue + "\" is paused";
        });
  }
}
