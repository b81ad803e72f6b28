package dev.belfry.cli;

import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code belfry} command. Exit codes: 0 done, 1 failed, 2 wrong call (with usage on standard
 * error).
 */
@Command(
    name = "belfry",
    description = "Background work for Java: messages, delayed tasks and schedules.",
    mixinStandardHelpOptions = true,
    versionProvider = Belfry.Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Belfry implements Runnable {

  // Set by picocli before run().
  @Spec private CommandSpec spec = CommandSpec.create();

  private Belfry() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command with all subcommands that the class path offers. */
  static CommandLine commandLine() {
    var line = new CommandLine(new Belfry());
    ServiceLoader.load(BelfryCommand.class).forEach(line::addSubcommand);
    line.setExecutionExceptionHandler(Belfry::report);
    return line;
  }

  /** Without a subcommand there is nothing to do: a wrong call. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say which command to run.");
  }

  /** A failure says what went wrong; only a fault of ours deserves a stack trace. */
  private static int report(Exception failure, CommandLine line, CommandLine.ParseResult call) {
    if (failure instanceof CommandFailure) {
      line.getErr().println("belfry: " + failure.getMessage());
    } else {
      failure.printStackTrace(line.getErr());
    }
    return line.getCommandSpec().exitCodeOnExecutionException();
  }

  /** The version in the manifest of this jar; a class folder has none. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Belfry.class.getPackage().getImplementationVersion();
      return new String[] {"belfry " + (version == null ? "(not packaged)" : version)};
    }
  }
}
