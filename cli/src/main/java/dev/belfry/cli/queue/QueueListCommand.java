package dev.belfry.cli.queue;

import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.RedisCommand;
import dev.belfry.cli.out.Table;
import dev.belfry.cli.out.Text;
import dev.belfry.cli.view.QueueView;
import dev.belfry.tasks.QueueInfo;
import dev.belfry.tasks.TaskInspector;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code belfry queue ls}. */
@Command(
    name = "ls",
    aliases = "list",
    mixinStandardHelpOptions = true,
    description = "Lists all queues, in a Cluster with their slots and nodes.")
final class QueueListCommand extends RedisCommand.Watched {

  @Override
  protected int look(TaskInspector inspector) {
    List<QueueInfo> queues = inspector.queues().stream().map(inspector::queue).toList();
    if (isJson()) {
      out().json(queues.stream().map(QueueView::of).toList());
      return ExitCodes.DONE;
    }
    boolean cluster =
        !queues.isEmpty() && !inspector.clusterNodes(queues.getFirst().queue()).isEmpty();
    var table =
        cluster
            ? new Table("QUEUE", "STATE", "SIZE", "LATENCY", "PROCESSED", "FAILED", "SLOT", "NODES")
            : new Table("QUEUE", "STATE", "SIZE", "LATENCY", "PROCESSED", "FAILED");
    for (QueueInfo queue : queues) {
      Object[] values = {
        queue.queue(),
        queue.isPaused() ? "paused" : "run",
        queue.size(),
        Text.span(queue.latency()),
        queue.today().processed(),
        queue.today().failed()
      };
      if (cluster) {
        table.row(
            values[0],
            values[1],
            values[2],
            values[3],
            values[4],
            values[5],
            inspector.clusterKeySlot(queue.queue()),
            String.join(" ", inspector.clusterNodes(queue.queue())));
      } else {
        table.row(values);
      }
    }
    out().table(table);
    return ExitCodes.DONE;
  }
}
