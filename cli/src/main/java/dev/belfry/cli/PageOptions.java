package dev.belfry.cli;

import dev.belfry.tasks.Page;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that name a page of something long. For one thread. */
public final class PageOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--page",
      paramLabel = "N",
      defaultValue = "1",
      description = "Which page (default: ${DEFAULT-VALUE}).")
  private int number;

  @Option(
      names = "--size",
      paramLabel = "N",
      defaultValue = "30",
      description = "How many a page has, 1 to " + Page.MAX_SIZE + " (default: ${DEFAULT-VALUE}).")
  private int size;

  /** For picocli. */
  public PageOptions() {}

  /**
   * The page.
   *
   * @throws ParameterException if there is no such page
   */
  public Page page() {
    try {
      return new Page(number, size);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
