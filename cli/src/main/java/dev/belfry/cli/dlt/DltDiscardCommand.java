package dev.belfry.cli.dlt;

import dev.belfry.cli.Consent;
import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.KafkaCommand;
import dev.belfry.kafka.DeadLetters;
import dev.belfry.kafka.KafkaConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belfry dlt discard}. */
@Command(
    name = "discard",
    mixinStandardHelpOptions = true,
    description = "Forgets dead letters without sending them.")
final class DltDiscardCommand extends KafkaCommand {

  @Parameters(paramLabel = "TOPIC", description = "A dead-letter topic.")
  private String topic = "";

  @Mixin private Chosen chosen = new Chosen();

  @Option(names = "--dry-run", description = "Only say how many it would be.")
  private boolean dryRun;

  @Mixin private Consent consent = new Consent();

  @Override
  protected int run(KafkaConnection kafka) throws InterruptedException {
    var letters = DeadLetters.of(kafka, topic);
    var selection = chosen.selection();
    long count = letters.count(selection);
    if (!dryRun && count > 0) {
      consent.require(
          session(), spec.commandLine().getErr(), "Forget " + count + " dead letters for good?");
      count = letters.discard(selection);
    }
    if (isJson()) {
      out().json(new DltReplayCommand.Report(topic, count, dryRun));
    } else {
      out()
          .line(
              count
                  + (dryRun ? " dead letters would be forgotten" : " dead letters were forgotten"));
    }
    return ExitCodes.DONE;
  }
}
