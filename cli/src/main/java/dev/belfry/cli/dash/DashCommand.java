package dev.belfry.cli.dash;

import dev.belfry.cli.BelfryCommand;
import dev.belfry.cli.CommandFailure;
import dev.belfry.cli.DurationOption;
import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.RedisCommand;
import dev.belfry.tasks.TaskInspector;
import java.io.IOException;
import java.time.Duration;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code belfry dash}. */
@Command(
    name = "dash",
    mixinStandardHelpOptions = true,
    description = "Shows queues and tasks in the terminal, live, and changes them on request.")
public final class DashCommand extends RedisCommand implements BelfryCommand {
  /** More often, and people cannot read it. */
  private static final Duration SHORTEST = Duration.ofMillis(200);

  @Option(
      names = "--refresh",
      paramLabel = "INTERVAL",
      defaultValue = "2s",
      converter = DurationOption.class,
      description = "How often to look, at least 200ms (default: ${DEFAULT-VALUE}).")
  private Duration refresh = SHORTEST;

  /** For picocli. */
  public DashCommand() {}

  @Override
  protected int run(TaskInspector inspector) throws IOException {
    if (refresh.compareTo(SHORTEST) < 0) {
      throw wrong("--refresh must be at least 200ms");
    }
    if (isJson()) {
      throw wrong("a dashboard has no JSON: take belfry stats --json");
    }
    try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
      if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
        throw new CommandFailure("the dashboard needs a terminal: take belfry stats --watch");
      }
      new Dashboard(terminal, inspector, refresh).run();
    }
    return ExitCodes.DONE;
  }
}
