package dev.belfry.cli.overview;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.cli.BelfryCommand;
import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.NotFound;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code belfry schema}. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the JSON schema of what --json prints; without a name, the names.",
      "The name is that of the command, as in: belfry schema task-inspect"
    })
public final class SchemaCommand implements BelfryCommand, Callable<Integer> {
  /** The commands that print JSON of their own. */
  public static final List<String> NAMES =
      List.of(
          "bulk",
          "change",
          "cron-history",
          "cron-ls",
          "cron-next",
          "dlt-inspect",
          "dlt-ls",
          "dlt-replay",
          "doctor",
          "group-ls",
          "queue-history",
          "queue-inspect",
          "queue-ls",
          "schedule-ls",
          "schedule-next",
          "search",
          "server-ls",
          "stats",
          "task-enqueue",
          "task-inspect",
          "task-ls");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which one.")
  private String name = "";

  /** For picocli. */
  public SchemaCommand() {}

  @Override
  public Integer call() throws IOException {
    spec.commandLine().getOut().println(name.isEmpty() ? String.join("\n", NAMES) : read(name));
    spec.commandLine().getOut().flush();
    return ExitCodes.DONE;
  }

  /** A schema by its name. */
  static String read(String name) throws IOException {
    try (InputStream in =
        NAMES.contains(name)
            ? SchemaCommand.class.getResourceAsStream("/dev/belfry/cli/schema/" + name + ".json")
            : null) {
      if (in == null) {
        throw new NotFound("there is no schema '" + name + "'; there are " + NAMES);
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
