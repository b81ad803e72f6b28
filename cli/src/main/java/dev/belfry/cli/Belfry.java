package dev.belfry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.tasks.QueueNotFoundException;
import dev.belfry.tasks.TaskException;
import dev.belfry.tasks.TaskNotFoundException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code belfry} command. {@link ExitCodes} says how it ends. */
@Command(
    name = "belfry",
    description = "Background work for Java: messages, delayed tasks and schedules.",
    mixinStandardHelpOptions = true,
    versionProvider = Belfry.Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Belfry implements Runnable {

  // Set by picocli before run().
  @Spec private CommandSpec spec = CommandSpec.create();

  private final Session session;

  private Belfry(Session session) {
    this.session = session;
  }

  public static void main(String[] args) {
    CommandLine line = commandLine(Session.ofProcess());
    line.setOut(new PrintWriter(new OutputStreamWriter(System.out, UTF_8), true));
    line.setErr(new PrintWriter(new OutputStreamWriter(System.err, UTF_8), true));
    System.exit(line.execute(args));
  }

  /** The command with all subcommands that the class path offers. */
  static CommandLine commandLine() {
    return commandLine(Session.ofProcess());
  }

  static CommandLine commandLine(Session session) {
    var line = new CommandLine(new Belfry(session));
    ServiceLoader.load(BelfryCommand.class).forEach(line::addSubcommand);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(Belfry::report);
    return line;
  }

  /** The surroundings of a call of any subcommand. */
  static Session session(CommandSpec spec) {
    return spec.root().userObject() instanceof Belfry belfry ? belfry.session : Session.ofProcess();
  }

  /** Without a subcommand there is nothing to do: a wrong call. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say which command to run.");
  }

  /** A failure says what went wrong; only a fault of ours deserves a stack trace. */
  private static int report(Exception failure, CommandLine line, CommandLine.ParseResult call) {
    if (failure instanceof CommandFailure || failure instanceof TaskException) {
      line.getErr().println("belfry: " + failure.getMessage());
    } else {
      failure.printStackTrace(line.getErr());
    }
    line.getErr().flush();
    return switch (failure) {
      case NotFound any -> ExitCodes.NOT_FOUND;
      case TaskNotFoundException any -> ExitCodes.NOT_FOUND;
      case QueueNotFoundException any -> ExitCodes.NOT_FOUND;
      default -> ExitCodes.FAILED;
    };
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
