package dev.belfry.bench;

import dev.belfry.cli.CommandFailure;
import dev.belfry.cli.DurationOption;
import dev.belfry.service.ServiceStartException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how long runs take, which fail, and where they are written down. */
public final class RunOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

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

  @Mixin private Seed seed = new Seed();

  @Option(
      names = "--log",
      paramLabel = "FILE",
      required = true,
      description = "Where to append the runs.")
  private @Nullable Path log;

  /** For picocli. */
  public RunOptions() {}

  /** How long each run takes. */
  public Duration sleep() {
    return sleep;
  }

  /** Which of them fail. */
  public FailingRuns failures() {
    return new FailingRuns(fail, seed.value());
  }

  /** Serves until the process is told to stop; the log is open meanwhile. */
  public int serve(Consumer<RunLog> service) {
    if (!(fail >= 0 && fail <= 1)) {
      throw wrong("--fail must lie between 0 and 1, not " + fail);
    }
    try (RunLog runs = new RunLog(Objects.requireNonNull(log))) {
      service.accept(runs);
      return 0;
    } catch (IOException e) {
      throw wrong("--log cannot be written: " + e.getMessage());
    } catch (ServiceStartException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private ParameterException wrong(String reason) {
    return new ParameterException(spec.commandLine(), reason);
  }
}
