package dev.belfry.embedded;

import dev.belfry.embedded.internal.KafkaCommand;
import dev.belfry.embedded.internal.KafkaProperties;
import dev.belfry.embedded.internal.KafkaProperties.SecureListener;
import dev.belfry.embedded.internal.LogTail;
import dev.belfry.embedded.internal.LoopbackPort;
import dev.belfry.embedded.internal.PortChoice;
import dev.belfry.embedded.internal.ServerDirectory;
import dev.belfry.embedded.internal.ServerLife;
import dev.belfry.embedded.internal.ServerProcess;
import dev.belfry.embedded.internal.TopicAdmin;
import dev.belfry.service.Deadline;
import dev.belfry.service.Health;
import dev.belfry.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker, one KRaft node in a process of its own, on 127.0.0.1 only. It is gone when
 * this JVM is gone, even if the JVM was killed.
 *
 * <p>It runs with the Java and the class path of this JVM, so Kafka's server jars must be on it;
 * depending on this module brings them. Topics are never created by use, but by {@link
 * #createTopic}. Share groups are on.
 *
 * <p>{@link #start}, {@link #stop} and {@link #kill} belong to one thread at a time; everything
 * else is thread-safe.
 */
public final class EmbeddedKafka implements Service, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedKafka.class);

  /** A start takes some 3 s; a busy machine may need many times that. */
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /** How often a fresh port may turn out to be taken by somebody faster. */
  private static final int PORT_TRIES = 3;

  private static final Duration POLL = Duration.ofMillis(10);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);

  /** Any id will do: no other broker ever joins. */
  private static final String CLUSTER_ID = "YmVsZnJ5LWVtYmVkZGVkMQ";

  private final ServerLife life;
  private final Map<String, SecureListener> listeners = new TreeMap<>();
  private volatile int port;

  private EmbeddedKafka(Builder builder) {
    life = new ServerLife("Kafka", new ServerDirectory("kafka", builder.dataDirectory));
    port = builder.port;
    builder.listeners.forEach((protocol, settings) ->
        listeners.put(protocol, new SecureListener(LoopbackPort.pick(), settings)));
  }

  /** A Kafka with all defaults, not started yet. */
  public static EmbeddedKafka create() {
    return builder().build();
  }

  /** A Kafka with settings. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts Kafka and returns when it serves clients. After {@link #kill} it starts again on the
   * same port with the same data; after {@link #stop} on the same port, with the same data if the
   * directory is the user's. Does nothing if it runs.
   *
   * @throws EmbeddedServerException if the port is in use, or Kafka ends at once; the message has
   *     the end of its log
   */
  @Override
  public void start() {
    if (isRunning()) {
      return;
    }
    port = PortChoice.launch(port, PORT_TRIES, this::launch);
  }

  private void launch(int candidate) {
    boolean fresh = !life.directory().isTemporary();
    try {
      life.begin(launch(candidate, life.directory().open()));
    } catch (IOException e) {
      throw new EmbeddedServerException("Cannot start an embedded Kafka: " + e, e);
    } finally {
      if (fresh && !isRunning()) {
        life.directory().discard();
      }
    }
  }

  private ServerProcess launch(int candidate, Path data) throws IOException {
    long begin = System.nanoTime();
    var properties = new KafkaProperties(candidate, LoopbackPort.pick(), listeners).write(data);
    Path logFile = data.resolve("kafka.log");
    Path ready = data.resolve("ready");
    Files.deleteIfExists(ready);
    Files.deleteIfExists(logFile);
    ServerProcess started =
        ServerProcess.start(KafkaCommand.of(properties, CLUSTER_ID, ready), data, logFile);
    var limit = Deadline.in(START_LIMIT);
    while (!Files.exists(ready)) {
      if (started.awaitEnd(POLL) || limit.isOver()) {
        life.giveUp(started);
        String tail = LogTail.of(logFile);
        if (!LoopbackPort.isFree(candidate)) {
          throw PortChoice.inUse(candidate);
        }
        throw new EmbeddedServerException(
            "Kafka on port " + candidate + " did not start. The end of its log:\n" + tail, null);
      }
    }
    log.debug(
        "Kafka on port {} is ready after {} ms",
        candidate,
        (System.nanoTime() - begin) / 1_000_000);
    return started;
  }

  /**
   * Stops Kafka, and removes its data if their directory is a temporary one. Does nothing if it
   * does not run.
   */
  @Override
  public void stop(Deadline deadline) {
    life.stop(deadline);
  }

  /** Stops Kafka, within fifteen seconds. */
  @Override
  public void close() {
    stop(Deadline.in(CLOSE_LIMIT));
  }

  /**
   * Ends Kafka at once by {@code kill -9}, as a crash would. Its data stay until {@link #stop}, and
   * are there again after {@link #start}.
   */
  public void kill() {
    life.kill();
  }

  /** Whether the process is there. */
  public boolean isRunning() {
    return life.isRunning();
  }

  @Override
  public Health health() {
    return life.health();
  }

  /**
   * The address for clients, such as {@code 127.0.0.1:19092}; the same after each start.
   *
   * @throws IllegalStateException if the port was left to be chosen and Kafka was never started
   */
  public String bootstrapServers() {
    if (port == 0) {
      throw new IllegalStateException("The port is chosen at the first start");
    }
    return LoopbackPort.HOST + ":" + port;
  }

  /**
   * The address for clients that log in or encrypt.
   *
   * @param protocol of {@link Builder#listener}
   * @throws IllegalArgumentException if there is no such listener
   */
  public String bootstrapServers(String protocol) {
    SecureListener listener = listeners.get(protocol);
    if (listener == null) {
      throw new IllegalArgumentException(
          "No listener " + protocol + ", only " + listeners.keySet());
    }
    return LoopbackPort.HOST + ":" + listener.port();
  }

  /**
   * Creates a topic and returns when it can be used. Does nothing if there is one of that name.
   *
   * @param name the topic's name
   * @param partitions at least 1
   * @throws EmbeddedServerException if Kafka refuses or does not answer
   */
  public void createTopic(String name, int partitions) {
    TopicAdmin.create(bootstrapServers(), name, partitions);
  }

  /** Settings of an {@link EmbeddedKafka}. Not thread-safe. */
  public static final class Builder {
    private int port;
    private final Map<String, Map<String, String>> listeners = new TreeMap<>();
    private @Nullable Path dataDirectory;

    private Builder() {}

    /** The port, 1 to 65535; 0, the default, takes a free one at the first start. */
    public Builder port(int port) {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("A port is 0 to 65535, not " + port);
      }
      this.port = port;
      return this;
    }

    /**
     * Another listener, beside the plain one: {@code SSL}, {@code SASL_PLAINTEXT} or {@code
     * SASL_SSL}. Default: none.
     *
     * @param settings of Kafka's broker for it, without the prefix {@code listener.name.…}
     */
    public Builder listener(String protocol, Map<String, String> settings) {
      listeners.put(protocol, settings);
      return this;
    }

    /**
     * Where the data stay after {@link EmbeddedKafka#stop}. Created if missing. Default: a
     * temporary directory that {@code stop} removes.
     */
    public Builder dataDirectory(Path directory) {
      this.dataDirectory = directory;
      return this;
    }

    /** The Kafka, not started yet. */
    public EmbeddedKafka build() {
      return new EmbeddedKafka(this);
    }
  }
}
