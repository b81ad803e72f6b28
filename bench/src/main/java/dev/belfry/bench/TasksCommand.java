package dev.belfry.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.bench.load.Figures;
import dev.belfry.bench.load.TasksBenchmark;
import dev.belfry.cli.CommandFailure;
import dev.belfry.tasks.RedisTarget;
import dev.belfry.tasks.TaskStoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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

  @Option(
      names = "--turns",
      description = {
        "Says 'ready' when it is warmed up, then measures once for each line of standard input,",
        "so that several programs can take turns."
      })
  private boolean turns;

  @Override
  public Integer call() throws InterruptedException {
    var plan = options.plan();
    var subjects = options.subjects();
    PrintWriter progress = spec.commandLine().getErr();
    try (var benchmark =
        TasksBenchmark.open(Objects.requireNonNull(redis), plan, sender, progress)) {
      if (turns) {
        var asked = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        spec.commandLine().getOut().println("ready");
        spec.commandLine().getOut().flush();
        while (asked.readLine() != null) {
          print(benchmark.measure(subjects));
        }
      } else {
        print(benchmark.measure(subjects));
      }
      return 0;
    } catch (TaskStoreException | IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new CommandFailure("cannot read standard input: " + e, e);
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
