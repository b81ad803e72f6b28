package dev.belfry.embedded.internal;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main class of the broker's process. It reaches Kafka's classes by reflection, because they
 * are on the class path of that process only: their packages are split over several jars, which the
 * module path refuses.
 */
public final class KafkaNode {
  private static final Logger log = LoggerFactory.getLogger(KafkaNode.class);

  private KafkaNode() {}

  /**
   * Formats the storage if it is new, starts the node, and runs until the process is told to end.
   *
   * @param args the file with Kafka's properties, the cluster id, and the file to create when the
   *     node is ready
   */
  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    Path storage = Path.of(properties.getProperty("log.dirs"));
    if (!Files.exists(storage.resolve("meta.properties"))) {
      format(file, args[1]);
    }
    try {
      run(properties, Path.of(args[2]));
    } catch (InvocationTargetException e) {
      log.error("Kafka cannot start", e.getCause());
      // Kafka's threads would keep the process alive.
      Runtime.getRuntime().halt(1);
    }
  }

  private static void format(Path file, String clusterId) throws Exception {
    String[] words = {"format", "--cluster-id", clusterId, "--config", file.toString()};
    Object code =
        Class.forName("kafka.tools.StorageTool")
            .getMethod("execute", String[].class, PrintStream.class)
            .invoke(null, words, System.out);
    if (!code.equals(0)) {
      throw new IllegalStateException("Formatting the storage failed with code " + code);
    }
  }

  private static void run(Properties properties, Path ready) throws Exception {
    Class<?> configType = Class.forName("kafka.server.KafkaConfig");
    Object config = configType.getMethod("fromProps", Properties.class).invoke(null, properties);
    Class<?> timeType = Class.forName("org.apache.kafka.common.utils.Time");
    Class<?> serverType = Class.forName("kafka.server.KafkaRaftServer");
    Object server =
        serverType
            .getConstructor(configType, timeType)
            .newInstance(config, timeType.getField("SYSTEM").get(null));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(server), "shutdown"));
    serverType.getMethod("startup").invoke(server);
    Files.createFile(ready);
    serverType.getMethod("awaitShutdown").invoke(server);
  }

  private static void shutDown(Object server) {
    try {
      server.getClass().getMethod("shutdown").invoke(server);
    } catch (ReflectiveOperationException e) {
      log.warn("Kafka did not shut down", e);
    }
  }
}
