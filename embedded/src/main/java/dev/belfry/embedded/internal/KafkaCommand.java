package dev.belfry.embedded.internal;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command that runs {@link KafkaNode} with the Java and the jars of this process. */
public final class KafkaCommand {
  private static final String LOGBACK = "dev/belfry/embedded/internal/kafka-logback.xml";

  private KafkaCommand() {}

  /** The command for a file of properties; {@code ready} is created when the node is up. */
  public static List<String> of(Path properties, String clusterId, Path ready) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xms64m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            // Half the time to start, and a demo does not live long enough to miss the rest.
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "-Djava.awt.headless=true",
            "-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider",
            "-Dlogback.configurationFile=" + LOGBACK,
            "-cp",
            classPath(),
            KafkaNode.class.getName(),
            properties.toString(),
            clusterId,
            ready.toString()));
    return command;
  }

  /**
   * The class path of this process, then its modules. Absolute, because the node runs in another
   * directory.
   */
  private static String classPath() {
    return Stream.of("java.class.path", "jdk.module.path")
        .map(System::getProperty)
        .filter(Objects::nonNull)
        .flatMap(path -> Arrays.stream(path.split(File.pathSeparator, -1)))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
