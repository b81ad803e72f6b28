package dev.belfry.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only has subcommands: a call of it alone is a wrong one. */
public abstract class CommandGroup implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** For picocli. */
  protected CommandGroup() {}

  @Override
  public final void run() {
    String example = spec.subcommands().keySet().stream().findFirst().orElse("--help");
    throw new ParameterException(
        spec.commandLine(),
        "Say what to do, such as: " + spec.qualifiedName() + " " + example + ".");
  }
}
