package dev.belfry.looklook.run;

import dev.belfry.cli.BelfryCommand;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code belfry run}: one process of the booking system, against servers of one's own. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs one process of looklook with its configuration, until SIGTERM.",
      "Ends with 0 after an orderly stop, with 1 if the configuration is wrong or a service cannot"
          + " start."
    })
public final class RunCommand implements BelfryCommand, Callable<Integer> {
  /** Set by the launcher: the folder of the source tree. */
  private static final String HOME = "belfry.home";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "PROCESS",
      completionCandidates = Processes.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String process = "";

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The configuration (default: looklook/etc/PROCESS.yaml of the source tree).")
  private @Nullable Path file;

  @Override
  public Integer call() {
    var chosen =
        Processes.named(process)
            .orElseThrow(() ->
                new ParameterException(
                    spec.commandLine(),
                    "There is no process %s; there are %s"
                        .formatted(process, String.join(", ", new Processes()))));
    return chosen.run(System.out, System.err, "-f", file().toString());
  }

  private Path file() {
    Path given = file;
    return given != null
        ? given
        : Path.of(System.getProperty(HOME, "."), "looklook", "etc", process + ".yaml");
  }
}
