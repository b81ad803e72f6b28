package dev.belfry.cli.overview;

import dev.belfry.cli.BelfryCommand;
import dev.belfry.cli.ExitCodes;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code belfry completion}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a script that completes commands and options.",
      "bash and zsh: source <(belfry completion bash); fish: belfry completion fish | source"
    })
public final class CompletionCommand implements BelfryCommand, Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private String shell = "";

  /** For picocli. */
  public CompletionCommand() {}

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    String script =
        switch (shell) {
          // The script of picocli serves both.
          case "bash", "zsh" -> AutoComplete.bash("belfry", root);
          case "fish" -> fish(root);
          default ->
              throw new ParameterException(
                  spec.commandLine(), "'" + shell + "' is none of bash, zsh, fish");
        };
    spec.commandLine().getOut().println(script);
    spec.commandLine().getOut().flush();
    return ExitCodes.DONE;
  }

  private static String fish(CommandLine root) {
    var script = new StringBuilder("complete -c belfry -f\n");
    String tops = String.join(" ", new TreeMap<>(root.getSubcommands()).keySet());
    new TreeMap<>(root.getSubcommands())
        .forEach((name, command) -> {
          line(script, "not __fish_seen_subcommand_from " + tops, "-a " + name, command);
          String here = "__fish_seen_subcommand_from " + name;
          options(script, here, command);
          String subs = String.join(" ", new TreeMap<>(command.getSubcommands()).keySet());
          new TreeMap<>(command.getSubcommands())
              .forEach((sub, subcommand) -> {
                line(
                    script,
                    here + "; and not __fish_seen_subcommand_from " + subs,
                    "-a " + sub,
                    subcommand);
                options(script, here + "; and __fish_seen_subcommand_from " + sub, subcommand);
              });
        });
    return script.toString();
  }

  private static void options(StringBuilder script, String where, CommandLine command) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      String names =
          Arrays.stream(option.names())
              .map(name ->
                  name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
              .collect(Collectors.joining(" "));
      String value = option.arity().max() > 0 ? " -x" : "";
      script
          .append("complete -c belfry -n '")
          .append(where)
          .append("' ")
          .append(names)
          .append(value)
          .append(" -d '")
          .append(description(option.description()))
          .append("'\n");
    }
  }

  private static void line(StringBuilder script, String where, String what, CommandLine command) {
    script
        .append("complete -c belfry -n '")
        .append(where)
        .append("' ")
        .append(what)
        .append(" -d '")
        .append(description(command.getCommandSpec().usageMessage().description()))
        .append("'\n");
  }

  private static String description(String... lines) {
    return lines.length == 0 ? "" : lines[0].replace("'", "").replaceAll(" \\(default.*", "");
  }
}
