package dev.belfry.cli.dlt;

import dev.belfry.cli.Consent;
import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.KafkaCommand;
import dev.belfry.kafka.DeadLetters;
import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.ReplayOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belfry dlt replay}. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Sends dead letters again, each once, to the topic that it came from.",
      "All groups that read that topic get them; --to names another topic."
    })
final class DltReplayCommand extends KafkaCommand {

  @Parameters(paramLabel = "TOPIC", description = "A dead-letter topic.")
  private String topic = "";

  @Mixin private Chosen chosen = new Chosen();

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "So many in a second at most (default: no limit).")
  private double rate = Double.POSITIVE_INFINITY;

  @Option(names = "--to", paramLabel = "TOPIC", description = "Send all of them there.")
  private @Nullable String to;

  @Option(names = "--dry-run", description = "Only say how many it would be.")
  private boolean dryRun;

  @Mixin private Consent consent = new Consent();

  /** What was done, as JSON. */
  record Report(String topic, long letters, boolean dryRun) {}

  @Override
  protected int run(KafkaConnection kafka) throws InterruptedException {
    if (!(rate > 0)) {
      throw wrong("--rate is " + rate + "; it must be more than 0");
    }
    var letters = DeadLetters.of(kafka, topic);
    var selection = chosen.selection();
    long count = letters.count(selection);
    if (!dryRun && count > 0) {
      consent.require(
          session(), spec.commandLine().getErr(), "Send " + count + " dead letters again?");
      count = letters.replay(selection, new ReplayOptions(rate, to, null));
    }
    if (isJson()) {
      out().json(new Report(topic, count, dryRun));
    } else {
      out().line(count + (dryRun ? " dead letters would be sent" : " dead letters were sent"));
    }
    return ExitCodes.DONE;
  }
}
