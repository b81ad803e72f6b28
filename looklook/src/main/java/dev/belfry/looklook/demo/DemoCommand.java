package dev.belfry.looklook.demo;

import dev.belfry.cli.BelfryCommand;
import dev.belfry.cli.CommandFailure;
import dev.belfry.cli.DurationOption;
import dev.belfry.console.ConsoleConf;
import dev.belfry.embedded.EmbeddedServerException;
import dev.belfry.service.ServiceStartException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code belfry demo}: the booking system in one process, to look at or to check itself. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs looklook, a homestay booking system, in one process: order, payment, their workers and"
          + " their scheduler, on an embedded Redis, Kafka and database.",
      "Ends with 0 if it was stopped, or if all of the story came true; else with 1."
    })
public final class DemoCommand implements BelfryCommand, Callable<Integer> {
  private static final Duration CLOSE_AFTER = Duration.ofSeconds(30);

  /** Short enough for a story, long enough to pay by hand before it is over. */
  private static final Duration CLOSE_AFTER_IN_STORY = Duration.ofSeconds(5);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--once", description = "Play the story, print what was seen, and end.")
  private boolean once;

  @Option(
      names = "--close-after",
      paramLabel = "DURATION",
      converter = DurationOption.class,
      description = "When an unpaid order is closed (default: 30s; with --once 5s).")
  private @Nullable Duration closeAfter;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "8888",
      description = "Where the API listens; 0 picks a free port (default: ${DEFAULT-VALUE}).")
  private int httpPort;

  @Option(
      names = "--console-port",
      paramLabel = "PORT",
      defaultValue = "" + ConsoleConf.DEFAULT_PORT,
      description = "Where the console listens; 0 picks a free port (default: ${DEFAULT-VALUE}).")
  private int consolePort;

  @Option(
      names = "--redis",
      paramLabel = "URI",
      description =
          "Use this Redis, such as redis://:password@127.0.0.1:6379, not an embedded one.")
  private @Nullable String redis;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "Use this Kafka, not an embedded one.")
  private @Nullable String kafka;

  @Option(
      names = "--jdbc",
      paramLabel = "URL",
      description =
          "Use this database, such as jdbc:mariadb://host:3306/looklook?user=u&password=p.")
  private @Nullable String jdbc;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep all data in this folder (default: a temporary one, gone at the end).")
  private @Nullable Path data;

  @Override
  public Integer call() {
    requirePort("--http-port", httpPort);
    requirePort("--console-port", consolePort);
    PrintWriter out = spec.commandLine().getOut();
    Duration close = closeAfter;
    if (close == null) {
      close = once ? CLOSE_AFTER_IN_STORY : CLOSE_AFTER;
    }
    try {
      var demo =
          new Demo(
              new Backing.Wanted(redis, kafka, jdbc, data),
              DemoConf.create(close, httpPort, consolePort),
              out);
      return (once ? demo.playOnce() : demo.run()) ? 0 : 1;
    } catch (ServiceStartException | EmbeddedServerException | IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private void requirePort(String option, int port) {
    if (port < 0 || port > 65535) {
      throw new ParameterException(
          spec.commandLine(), option + " must lie between 0 and 65535, not " + port);
    }
  }
}
