package dev.belfry.cli.dlt;

import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.KafkaCommand;
import dev.belfry.cli.NotFound;
import dev.belfry.cli.out.Output;
import dev.belfry.cli.out.Text;
import dev.belfry.kafka.DeadLetter;
import dev.belfry.kafka.DeadLetterSelection;
import dev.belfry.kafka.DeadLetters;
import dev.belfry.kafka.KafkaConnection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code belfry dlt inspect}. */
@Command(
    name = "inspect",
    aliases = "show",
    mixinStandardHelpOptions = true,
    description = "Shows all of one dead letter: where it came from, why it died, what it says.")
final class DltInspectCommand extends KafkaCommand {

  @Parameters(index = "0", paramLabel = "TOPIC", description = "A dead-letter topic.")
  private String topic = "";

  @Parameters(
      index = "1",
      paramLabel = "PARTITION@OFFSET",
      converter = Chosen.Place.class,
      description = "Where it lies, as belfry dlt ls says.")
  private DeadLetterSelection.@Nullable Place place;

  @Override
  protected int run(KafkaConnection kafka) {
    var at = Objects.requireNonNull(place);
    var found =
        DeadLetters.of(kafka, topic)
            .list(DeadLetterSelection.all().at(at.partition(), at.offset()).atMost(1));
    if (found.isEmpty()) {
      throw new NotFound(
          "no dead letter waits at %d@%d of '%s'".formatted(at.partition(), at.offset(), topic));
    }
    if (isJson()) {
      out().json(LetterView.of(found.getFirst()));
    } else {
      show(found.getFirst());
    }
    return ExitCodes.DONE;
  }

  private void show(DeadLetter letter) {
    Output out = out();
    var message = letter.message();
    line("At", letter.partition() + "@" + letter.offset() + " of " + topic);
    line("Key", message.key().orElse("-"));
    line(
        "From",
        letter
            .origin()
            .map(origin -> origin + ", " + message.partition() + "@" + message.offset())
            .orElse("-"));
    line("Sent at", message.timestamp().toString());
    line("Group", letter.group() == null ? "-" : letter.group());
    line("Attempts", String.valueOf(letter.attempts()));
    line("Failed at", letter.failedAt().toString());
    line("Reason", letter.cause().reason());
    for (String name : message.headers().names()) {
      line("Header", name + ": " + message.headers().text(name).orElse(""));
    }
    out.heading("Content");
    message.text().lines().map(Text::plain).forEach(out::line);
    if (letter.cause().stack() != null) {
      out.heading("Stack");
      letter.cause().stack().lines().map(Text::plain).forEach(out::line);
    }
  }

  private void line(String name, String value) {
    out().line("%-10s %s".formatted(name, Text.plain(value)));
  }
}
