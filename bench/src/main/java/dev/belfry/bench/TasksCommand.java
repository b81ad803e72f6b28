package dev.belfry.bench;

import dev.belfry.bench.load.Figures;
import dev.belfry.bench.load.TasksBenchmark;
import dev.belfry.cli.CommandFailure;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskStoreException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code belfry bench tasks}: measures the task engine. */
@Command(
    name = "tasks",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures the task engine on a Redis, which may hold other data but should have no other"
          + " clients meanwhile. Uses queues of its own and removes them."
    })
final class TasksCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--redis",
      paramLabel = "URI",
      required = true,
      converter = RedisOption.class,
      description = "The Redis to measure on.")
  private @Nullable RedisTarget redis;

  @Mixin private PlanOptions options = new PlanOptions();

  @Option(
      names = "--sender",
      paramLabel = "PROGRAM",
      description = {
        "Lets another program enqueue the tasks for an idle server:",
        "PROGRAM --redis URI --send QUEUE --pickups N --pickup-gap D --payload BYTES"
      })
  private @Nullable Path sender;

  @Option(names = "--json", description = "Print one JSON object instead of a list.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    var plan = options.plan();
    var subjects = options.subjects();
    try {
      var benchmark = new TasksBenchmark(Objects.requireNonNull(redis), plan, sender);
      print(benchmark.run(subjects, spec.commandLine().getErr()));
      return 0;
    } catch (TaskStoreException | IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private void print(Figures figures) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      figures.print(out);
    } else {
      figures.printList(out);
    }
  }
}
