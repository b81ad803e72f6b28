package dev.belfry.cli.overview;

import dev.belfry.cli.BelfryCommand;
import dev.belfry.cli.CommandGroup;
import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.RedisCommand;
import dev.belfry.cli.out.Table;
import dev.belfry.cli.out.Text;
import dev.belfry.cli.view.ServerView;
import dev.belfry.tasks.TaskInspector;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code belfry server}. */
@Command(
    name = "server",
    mixinStandardHelpOptions = true,
    description = "Shows running servers and what they work on.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ServerCommand.ListCommand.class)
public final class ServerCommand extends CommandGroup implements BelfryCommand {
  /** For picocli. */
  public ServerCommand() {}

  @Command(
      name = "ls",
      aliases = "list",
      mixinStandardHelpOptions = true,
      description = "Lists all running servers, Go's included.")
  static final class ListCommand extends RedisCommand.Watched {
    @Override
    protected int look(TaskInspector inspector) {
      List<ServerView> servers = inspector.servers().stream().map(ServerView::of).toList();
      if (isJson()) {
        out().json(servers);
        return ExitCodes.DONE;
      }
      if (servers.isEmpty()) {
        out().line("No server is running");
        return ExitCodes.DONE;
      }
      Instant now = Instant.now();
      var table = new Table("HOST", "PID", "STATE", "ACTIVE WORKERS", "QUEUES", "STARTED");
      for (ServerView server : servers) {
        Instant started = server.startedAt();
        table.row(
            server.host(),
            server.pid(),
            server.status(),
            server.activeWorkers() + "/" + server.concurrency(),
            server.queues().entrySet().stream()
                .map(queue -> queue.getKey() + ":" + queue.getValue())
                .collect(Collectors.joining(" ")),
            started == null ? "-" : Text.away(started, now));
      }
      out().table(table);
      return ExitCodes.DONE;
    }
  }
}
