package dev.belfry.bench;

import dev.belfry.cli.CommandFailure;
import dev.belfry.cli.DurationOption;
import dev.belfry.service.Service;
import dev.belfry.service.ServiceGroup;
import dev.belfry.service.ServiceStartException;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.RetryDelay;
import dev.belfry.tasks.TaskServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code belfry bench worker}: a plain task server that writes down what it ran. */
@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs tasks of any type until SIGTERM, and appends a line for each run to a file before the"
          + " outcome is acknowledged:",
      "<task id> <attempt> <start ms> <end ms> <done|failed>"
    })
final class WorkerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--redis",
      paramLabel = "URI",
      required = true,
      converter = RedisOption.class,
      description = "The Redis to take tasks from.")
  private @Nullable RedisTarget redis;

  @Option(
      names = "--queues",
      paramLabel = "NAME=PRIORITY,...",
      converter = QueuePriorities.Option.class,
      defaultValue = "default=1",
      description = "The queues to serve (default: ${DEFAULT-VALUE}).")
  private QueuePriorities queues = new QueuePriorities(Map.of());

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many tasks run at once (default: ${DEFAULT-VALUE}).")
  private int concurrency;

  @Option(
      names = "--prefetch",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many tasks are fetched beyond the slots (default: ${DEFAULT-VALUE}).")
  private int prefetch;

  @Option(
      names = "--sleep",
      paramLabel = "DURATION",
      defaultValue = "0",
      converter = DurationOption.class,
      description = "How long each run takes, such as 50ms (default: ${DEFAULT-VALUE}).")
  private Duration sleep = Duration.ZERO;

  @Option(
      names = "--fail",
      paramLabel = "P",
      defaultValue = "0",
      description = "The share of runs that fail, from 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double fail;

  @Option(
      names = "--retry-delay",
      paramLabel = "DURATION",
      converter = DurationOption.class,
      description = "How long a failed task waits (default: asynq's delays, from 15 s on).")
  private @Nullable Duration retryDelay;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides which runs fail (default: random, and printed).")
  private @Nullable Long seed;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      required = true,
      description = "Where to append the runs.")
  private @Nullable Path log;

  @Override
  public Integer call() {
    BenchCommand.logToStandardError();
    if (concurrency < 1) {
      throw wrong("--concurrency must be at least 1, not " + concurrency);
    }
    if (prefetch < 0) {
      throw wrong("--prefetch must be at least 0, not " + prefetch);
    }
    if (!(fail >= 0 && fail <= 1)) {
      throw wrong("--fail must lie between 0 and 1, not " + fail);
    }
    try (RunLog runs = new RunLog(Objects.requireNonNull(log))) {
      serve(runs);
      return 0;
    } catch (IOException e) {
      throw wrong("--log cannot be written: " + e.getMessage());
    } catch (ServiceStartException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private void serve(RunLog runs) {
    RedisTarget target = Objects.requireNonNull(redis);
    long chosen = seed == null ? new SplittableRandom().nextLong() : seed;
    var server =
        TaskServer.builder(target)
            .concurrency(concurrency)
            .prefetch(prefetch)
            .queues(queues.priorities())
            .handler(new PlainHandler(runs, sleep, fail, chosen));
    if (retryDelay != null) {
      Duration delay = retryDelay;
      server.retryDelay(RetryDelay.fixed(delay));
    }
    ServiceGroup.of(server.build(), Service.of("greeting", () -> greet(target, chosen), end -> {}))
        .run();
  }

  private void greet(RedisTarget target, long chosen) {
    PrintWriter err = spec.commandLine().getErr();
    String failures = fail == 0 ? "" : "; the seed of the failures is " + chosen;
    err.printf(
        "serving %s on %s with %d slots%s%n",
        queues.priorities(), target.address(), concurrency, failures);
    err.flush();
  }

  private ParameterException wrong(String reason) {
    return new ParameterException(spec.commandLine(), reason);
  }
}
