package dev.belfry.bench.messages;

import dev.belfry.bench.Count;
import dev.belfry.bench.FailingRuns;
import dev.belfry.bench.RunLog;
import dev.belfry.bench.RunOptions;
import dev.belfry.cli.DurationOption;
import dev.belfry.kafka.ConsumerMode;
import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.KafkaQueue;
import dev.belfry.messaging.IdempotencyGuard;
import dev.belfry.messaging.redis.RedisProcessedStore;
import dev.belfry.service.Service;
import dev.belfry.service.ServiceGroup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code belfry bench consumer}: a plain member of a group that writes down what it handled. */
@Command(
    name = "consumer",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Consumes a topic until SIGTERM, and appends a line for each run to a file before its offset"
          + " is committed:",
      "<partition> <offset> <key> <attempt> <start ms> <end ms>",
      "The key is percent-encoded, - if there is none."
    })
public final class ConsumerCommand implements Callable<Integer> {
  /** 25 s: longer than a group waits for a member that died, in which it takes no commits. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(25);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      required = true,
      description = "Some of the brokers.")
  private String kafka = "";

  @Option(names = "--topic", paramLabel = "T", required = true, description = "What to consume.")
  private String topic = "";

  @Option(names = "--group", paramLabel = "G", required = true, description = "The group to join.")
  private String group = "";

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "key",
      converter = ModeOption.class,
      description = "partition, key or share (default: ${DEFAULT-VALUE}).")
  private ConsumerMode mode = ConsumerMode.KEY;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "64",
      preprocessor = Count.Positive.class,
      description = "How many messages are handled at once (default: ${DEFAULT-VALUE}).")
  private int parallelism;

  @Option(
      names = "--guard",
      paramLabel = "URI",
      description = "A Redis that remembers what is done, so that nothing is handled twice.")
  private @Nullable String guard;

  @Option(
      names = "--lease",
      paramLabel = "DURATION",
      defaultValue = "30s",
      converter = DurationOption.class,
      description =
          "How long the guard leaves a message to a consumer that died (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration lease = Duration.ZERO;

  @Option(
      names = "--deliveries",
      paramLabel = "FILE",
      description =
          "Where to append, in the same form, each message that is done; with a guard also those"
              + " that it knew.")
  private @Nullable Path deliveries;

  @Option(
      names = "--property",
      paramLabel = "NAME=VALUE",
      description = "A setting of Kafka's consumer.")
  private Map<String, String> properties = Map.of();

  @Mixin private RunOptions runOptions = new RunOptions();

  /** For picocli. */
  public ConsumerCommand() {}

  @Override
  public Integer call() {
    try (RunLog delivered = deliveries == null ? null : new RunLog(deliveries)) {
      return runOptions.serve(runs -> serve(runs, delivered));
    } catch (IOException e) {
      throw wrong("--deliveries cannot be written: " + e.getMessage());
    }
  }

  private void serve(RunLog runs, @Nullable RunLog delivered) {
    FailingRuns failures = runOptions.failures();
    var queue =
        KafkaQueue.builder(
                KafkaConnection.to(kafka),
                group,
                topic,
                new PlainMessageHandler(runs, runOptions.sleep(), failures))
            .mode(mode)
            .parallelism(parallelism);
    properties.forEach(queue::property);
    if (delivered != null) {
      queue.use(PlainMessageHandler.deliveries(delivered));
    }
    List<Service> services = new ArrayList<>();
    if (guard != null) {
      var store = RedisProcessedStore.builder(guard).connect();
      queue.use(IdempotencyGuard.builder(store, group).lease(lease).build());
      services.add(Service.of("guard", () -> {}, deadline -> store.close()));
    }
    services.add(queue.build());
    services.add(Service.of("greeting", () -> greet(failures.seed()), end -> {}));
    ServiceGroup.builder().addAll(services).stopTimeout(STOP_TIMEOUT).build().run();
  }

  private void greet(long seed) {
    PrintWriter err = spec.commandLine().getErr();
    err.printf("consuming %s as %s, mode %s, seed %d%n", topic, group, mode, seed);
    err.flush();
  }

  /** Reads a mode. */
  static final class ModeOption implements ITypeConverter<ConsumerMode> {
    @Override
    public ConsumerMode convert(String text) {
      return Stream.of(ConsumerMode.values())
          .filter(mode -> mode.name().equalsIgnoreCase(text))
          .findFirst()
          .orElseThrow(
              () -> new TypeConversionException("'" + text + "' is none of partition, key, share"));
    }
  }

  private ParameterException wrong(String reason) {
    return new ParameterException(spec.commandLine(), reason);
  }
}
