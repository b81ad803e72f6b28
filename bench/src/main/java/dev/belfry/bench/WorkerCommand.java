package dev.belfry.bench;

import dev.belfry.cli.DurationOption;
import dev.belfry.service.Service;
import dev.belfry.service.ServiceGroup;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.RetryDelay;
import dev.belfry.tasks.TaskServer;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
      preprocessor = Count.Positive.class,
      description = "How many tasks run at once (default: ${DEFAULT-VALUE}).")
  private int concurrency;

  @Option(
      names = "--prefetch",
      paramLabel = "N",
      defaultValue = "0",
      preprocessor = Count.OrNone.class,
      description = "How many tasks are fetched beyond the slots (default: ${DEFAULT-VALUE}).")
  private int prefetch;

  @Option(
      names = "--retry-delay",
      paramLabel = "DURATION",
      converter = DurationOption.class,
      description = "How long a failed task waits (default: asynq's delays, from 15 s on).")
  private @Nullable Duration retryDelay;

  @Mixin private RunOptions runOptions = new RunOptions();

  @Override
  public Integer call() {
    return runOptions.serve(this::serve);
  }

  private void serve(RunLog runs) {
    RedisTarget target = Objects.requireNonNull(redis);
    FailingRuns failures = runOptions.failures();
    var server =
        TaskServer.builder(target)
            .concurrency(concurrency)
            .prefetch(prefetch)
            .queues(queues.priorities())
            .handler(new PlainHandler(runs, runOptions.sleep(), failures));
    if (retryDelay != null) {
      Duration delay = retryDelay;
      server.retryDelay(RetryDelay.fixed(delay));
    }
    ServiceGroup.of(
            server.build(), Service.of("greeting", () -> greet(target, failures), end -> {}))
        .run();
  }

  private void greet(RedisTarget target, FailingRuns failures) {
    PrintWriter err = spec.commandLine().getErr();
    String seed = failures.share() == 0 ? "" : "; the seed of the failures is " + failures.seed();
    err.printf(
        "serving %s on %s with %d slots%s%n",
        queues.priorities(), target.address(), concurrency, seed);
    err.flush();
  }
}
