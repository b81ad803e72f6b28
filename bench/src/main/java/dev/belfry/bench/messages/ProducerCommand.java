package dev.belfry.bench.messages;

import dev.belfry.bench.Count;
import dev.belfry.cli.CommandFailure;
import dev.belfry.messaging.MessagingException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code belfry bench producer}: sends messages and tells how fast the brokers took them. */
@Command(
    name = "producer",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends messages 0 to N-1 to a topic that exists, message i with key k<i modulo K> and content"
          + " i, and prints one JSON object when the brokers have them all."
    })
public final class ProducerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      required = true,
      description = "Some of the brokers.")
  private String kafka = "";

  @Option(names = "--topic", paramLabel = "T", required = true, description = "Where to send.")
  private String topic = "";

  @Option(
      names = "--n",
      paramLabel = "N",
      defaultValue = "100000",
      preprocessor = Count.Positive.class,
      description = "Messages (default: ${DEFAULT-VALUE}).")
  private int messages;

  @Option(
      names = "--keys",
      paramLabel = "K",
      defaultValue = "1000",
      preprocessor = Count.OrNone.class,
      description = "Different keys; 0 for none (default: ${DEFAULT-VALUE}).")
  private int keys;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      defaultValue = "100",
      preprocessor = Count.OrNone.class,
      description = "Each content is filled up with spaces to it (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "So many in a second at most (default: no limit).")
  private double rate = Double.POSITIVE_INFINITY;

  /** For picocli. */
  public ProducerCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    if (!(rate > 0)) {
      throw new ParameterException(spec.commandLine(), "--rate must be more than 0, not " + rate);
    }
    try {
      double seconds = new NumberedMessages(topic, keys, size).send(kafka, messages, rate);
      spec.commandLine()
          .getOut()
          .printf(
              "{\"messages\":%d,\"seconds\":%.3f,\"per_second\":%.0f}%n",
              messages, seconds, messages / seconds);
      spec.commandLine().getOut().flush();
      return 0;
    } catch (MessagingException | CompletionException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }
}
