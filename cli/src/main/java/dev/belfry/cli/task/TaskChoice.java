package dev.belfry.cli.task;

import java.util.List;
import picocli.CommandLine.Option;

/** The options that name tasks of a queue. */
final class TaskChoice {
  @Option(
      names = {"-q", "--queue"},
      paramLabel = "QUEUE",
      defaultValue = "default",
      description = "The queue (default: ${DEFAULT-VALUE}).")
  String queue = "default";

  @Option(
      names = {"-i", "--id"},
      required = true,
      paramLabel = "ID",
      description = "The id of the task; may be given several times.")
  List<String> ids = List.of();
}
