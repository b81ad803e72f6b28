package dev.belfry.cli.dlt;

import dev.belfry.cli.ExitCodes;
import dev.belfry.cli.KafkaCommand;
import dev.belfry.cli.out.Table;
import dev.belfry.kafka.DeadLetter;
import dev.belfry.kafka.DeadLetterInfo;
import dev.belfry.kafka.DeadLetters;
import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.KafkaInspector;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code belfry dlt ls}. */
@Command(
    name = "ls",
    aliases = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the dead letters of a topic, oldest first, at most " + DeadLetters.LIST_LIMIT + ".",
      "Without a topic, lists the topics that hold dead letters."
    })
final class DltListCommand extends KafkaCommand {

  @Parameters(arity = "0..1", paramLabel = "TOPIC", description = "A dead-letter topic.")
  private @Nullable String topic;

  @Mixin private Chosen chosen = new Chosen();

  /** A topic as JSON. */
  record TopicView(String topic, int partitions, long letters) {}

  @Override
  protected int run(KafkaConnection kafka) {
    if (topic == null) {
      topics(kafka);
    } else {
      letters(DeadLetters.of(kafka, topic).list(chosen.selection()));
    }
    return ExitCodes.DONE;
  }

  private void topics(KafkaConnection kafka) {
    List<TopicView> topics;
    try (var inspector = KafkaInspector.connect(kafka)) {
      topics = inspector.deadLetterTopics().stream().map(found -> view(kafka, found)).toList();
    }
    if (isJson()) {
      out().json(topics);
      return;
    }
    var table = new Table("TOPIC", "PARTITIONS", "LETTERS");
    topics.forEach(found -> table.row(found.topic(), found.partitions(), found.letters()));
    out().table(table);
  }

  private TopicView view(KafkaConnection kafka, DeadLetterInfo found) {
    long letters =
        found.messages() == 0 ? 0 : DeadLetters.of(kafka, found.topic()).count(chosen.selection());
    return new TopicView(found.topic(), found.partitions(), letters);
  }

  private void letters(List<DeadLetter> letters) {
    if (isJson()) {
      out().json(letters.stream().map(LetterView::of).toList());
      return;
    }
    var table = new Table("AT", "KEY", "FAILED AT", "ATTEMPTS", "FROM", "REASON");
    for (DeadLetter letter : letters) {
      table.row(
          letter.partition() + "@" + letter.offset(),
          letter.message().key().orElse("-"),
          letter.failedAt(),
          letter.attempts(),
          letter.origin().orElse("-"),
          letter.cause().reason());
    }
    out().table(table);
  }
}
