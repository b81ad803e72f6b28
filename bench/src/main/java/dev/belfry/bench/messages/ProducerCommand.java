package dev.belfry.bench.messages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.belfry.cli.CommandFailure;
import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.KafkaSender;
import dev.belfry.messaging.MessagingException;
import dev.belfry.messaging.OutgoingMessage;
import dev.belfry.messaging.Receipt;
import dev.belfry.service.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
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
  /** So many on their way at most: enough for full batches, little memory. */
  private static final int MOST_UNDER_WAY = 5_000;

  private static final Duration END = Duration.ofSeconds(10);

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
      description = "Messages (default: ${DEFAULT-VALUE}).")
  private int messages;

  @Option(
      names = "--keys",
      paramLabel = "K",
      defaultValue = "1000",
      description = "Different keys; 0 for none (default: ${DEFAULT-VALUE}).")
  private int keys;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      defaultValue = "100",
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
    if (messages < 1 || keys < 0 || size < 0 || !(rate > 0)) {
      throw new ParameterException(
          spec.commandLine(), "--n must be at least 1, --keys and --size 0, --rate more than 0");
    }
    var sender = KafkaSender.builder(KafkaConnection.to(kafka)).build();
    try {
      sender.start();
      long began = System.nanoTime();
      send(sender, began);
      double seconds = (System.nanoTime() - began) / 1e9;
      spec.commandLine()
          .getOut()
          .printf(
              "{\"messages\":%d,\"seconds\":%.3f,\"per_second\":%.0f}%n",
              messages, seconds, messages / seconds);
      spec.commandLine().getOut().flush();
      return 0;
    } catch (MessagingException | CompletionException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    } finally {
      sender.stop(Deadline.in(END));
    }
  }

  private void send(KafkaSender sender, long began) throws InterruptedException {
    var underWay = new ArrayDeque<CompletableFuture<Receipt>>();
    for (int i = 0; i < messages; i++) {
      pace(began, i);
      var message =
          keys == 0
              ? OutgoingMessage.unkeyed(topic, content(i))
              : OutgoingMessage.of(topic, "k" + i % keys, content(i));
      underWay.add(sender.sendAsync(message).toCompletableFuture());
      if (underWay.size() == MOST_UNDER_WAY) {
        underWay.remove().join();
      }
    }
    underWay.forEach(CompletableFuture::join);
  }

  private void pace(long began, int sent) throws InterruptedException {
    if (Double.isFinite(rate)) {
      TimeUnit.NANOSECONDS.sleep(began + (long) (sent / rate * 1e9) - System.nanoTime());
    }
  }

  private byte[] content(int i) {
    byte[] number = Integer.toString(i).getBytes(UTF_8);
    byte[] content = Arrays.copyOf(number, Math.max(size, number.length));
    Arrays.fill(content, number.length, content.length, (byte) ' ');
    return content;
  }
}
