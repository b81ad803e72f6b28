package dev.belfry.cli;

import dev.belfry.cli.out.Output;
import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.KafkaException;
import dev.belfry.kafka.KafkaLogin;
import dev.belfry.kafka.KafkaTls;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A command that works with Kafka. A login comes from the environment alone, where no other user of
 * the machine sees it: {@code BELFRY_KAFKA_USERNAME}, {@code BELFRY_KAFKA_PASSWORD} and {@code
 * BELFRY_KAFKA_MECHANISM} (PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512).
 */
public abstract class KafkaCommand implements Callable<Integer> {
  private static final String LOCAL = "127.0.0.1:9092";

  /** Set by picocli. */
  @Spec protected CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT,…",
      description = "Some of the brokers (default: $BELFRY_KAFKA, else " + LOCAL + ").")
  private @Nullable String brokers;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description = "Connect by TLS, trusting these authorities (default: $BELFRY_KAFKA_CA_FILE).")
  private @Nullable Path caFile;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** For picocli. */
  protected KafkaCommand() {}

  @Override
  public final Integer call() throws Exception {
    try {
      return run(connection());
    } catch (KafkaException | IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  /** Does it; says with which exit code. */
  protected abstract int run(KafkaConnection kafka) throws Exception;

  private KafkaConnection connection() {
    Map<String, String> variables = session().variables();
    var kafka =
        KafkaConnection.to(
            brokers == null ? variables.getOrDefault("BELFRY_KAFKA", LOCAL) : brokers);
    String username = variables.getOrDefault("BELFRY_KAFKA_USERNAME", "");
    if (!username.isEmpty()) {
      kafka = kafka.login(login(username, variables));
    }
    String authorities = variables.getOrDefault("BELFRY_KAFKA_CA_FILE", "");
    if (caFile != null) {
      return kafka.tls(KafkaTls.trusting(caFile));
    }
    return authorities.isEmpty() ? kafka : kafka.tls(KafkaTls.trusting(Path.of(authorities)));
  }

  private static KafkaLogin login(String username, Map<String, String> variables) {
    String password = variables.getOrDefault("BELFRY_KAFKA_PASSWORD", "");
    String mechanism = variables.getOrDefault("BELFRY_KAFKA_MECHANISM", "PLAIN");
    return switch (mechanism) {
      case "PLAIN" -> KafkaLogin.plain(username, password);
      case "SCRAM-SHA-256" -> KafkaLogin.scram(KafkaLogin.ScramHash.SHA_256, username, password);
      case "SCRAM-SHA-512" -> KafkaLogin.scram(KafkaLogin.ScramHash.SHA_512, username, password);
      default ->
          throw new IllegalArgumentException(
              "BELFRY_KAFKA_MECHANISM is '"
                  + mechanism
                  + "'; it must be PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512");
    };
  }

  /** The surroundings of the call. */
  protected Session session() {
    return Belfry.session(spec);
  }

  /** Whether JSON is wanted. */
  protected boolean isJson() {
    return json;
  }

  /** Where to print. */
  protected Output out() {
    return new Output(spec.commandLine().getOut(), session().isColourful());
  }

  /** A call that makes no sense. */
  protected ParameterException wrong(@Nullable String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
