package dev.belfry.embedded.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The properties of the broker: one node that is broker and controller, quick to start, small, and
 * quiet when idle.
 *
 * @param port the clients' port
 * @param controllerPort the port on which the controller talks to itself
 * @param more listeners beside the plain one, by the name of their protocol
 */
public record KafkaProperties(int port, int controllerPort, Map<String, SecureListener> more) {

  /**
   * A listener for clients that log in or encrypt.
   *
   * @param port its port
   * @param settings without the prefix that says whose they are
   */
  public record SecureListener(int port, Map<String, String> settings) {
    public SecureListener {
      settings = Map.copyOf(settings);
    }
  }

  public KafkaProperties {
    more = Map.copyOf(more);
  }

  /** Writes them into {@code directory}, below which the data go. */
  public Path write(Path directory) throws IOException {
    var properties = new Properties();
    properties.putAll(values());
    properties.setProperty("log.dirs", directory.resolve("data").toString());
    Path file = directory.resolve("server.properties");
    try (var writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    return file;
  }

  private Map<String, String> values() {
    String host = LoopbackPort.HOST;
    var values = new TreeMap<String, String>();
    values.put("process.roles", "broker,controller");
    values.put("node.id", "1");
    values.put("controller.quorum.voters", "1@" + host + ":" + controllerPort);
    values.put("controller.listener.names", "CONTROLLER");
    values.put(
        "listeners",
        "PLAINTEXT://" + host + ":" + port + ",CONTROLLER://" + host + ":" + controllerPort);
    values.put("advertised.listeners", "PLAINTEXT://" + host + ":" + port);
    values.put("inter.broker.listener.name", "PLAINTEXT");
    values.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");

    more.forEach((protocol, listener) -> {
      String address = "," + protocol + "://" + host + ":" + listener.port();
      values.merge("listeners", address, String::concat);
      values.merge("advertised.listeners", address, String::concat);
      values.merge(
          "listener.security.protocol.map", "," + protocol + ":" + protocol, String::concat);
      String prefix = "listener.name." + protocol.toLowerCase(Locale.ROOT) + ".";
      listener.settings().forEach((name, value) -> values.put(prefix + name, value));
    });

    // A misspelt topic must be an error, not a new topic.
    values.put("auto.create.topics.enable", "false");

    // One node holds everything once.
    for (String topic : new String[] {"offsets.topic", "transaction.state.log"}) {
      values.put(topic + ".num.partitions", "1");
      values.put(topic + ".replication.factor", "1");
    }
    values.put("transaction.state.log.min.isr", "1");
    values.put("share.coordinator.state.topic.num.partitions", "1");
    values.put("share.coordinator.state.topic.replication.factor", "1");
    values.put("share.coordinator.state.topic.min.isr", "1");

    // Nobody else is coming: a group or a controller need not wait for others.
    values.put("group.initial.rebalance.delay.ms", "0");
    values.put("group.share.assignment.interval.ms", "0");
    // A member of a share group learns its part from its second heartbeat; by default after 5 s.
    values.put("group.share.min.heartbeat.interval.ms", "500");
    values.put("group.share.heartbeat.interval.ms", "500");
    // One that was killed keeps its partitions to itself for this time; by default 45 s.
    values.put("group.share.min.session.timeout.ms", "1000");
    values.put("group.share.session.timeout.ms", "10000");
    // What it had in hand is free again after this time; by default 30 s.
    values.put("group.share.min.record.lock.duration.ms", "1000");
    values.put("group.share.record.lock.duration.ms", "10000");
    values.put("controller.quorum.election.timeout.ms", "100");
    values.put("controller.quorum.election.backoff.max.ms", "50");
    values.put("controller.quorum.append.linger.ms", "5");
    // The broker opens for clients at its second heartbeat.
    values.put("broker.heartbeat.interval.ms", "200");
    // After a crash the controller waits this long for the broker's former life; 9 s by default.
    values.put("broker.session.timeout.ms", "2000");

    // Idle: no empty records in the metadata log.
    values.put("metadata.max.idle.interval.ms", "0");

    // Small: threads, and buffers that are otherwise 128 MB.
    values.put("num.network.threads", "2");
    values.put("num.io.threads", "2");
    values.put("background.threads", "2");
    values.put("num.recovery.threads.per.data.dir", "1");
    values.put("log.cleaner.dedupe.buffer.size", "4194304");
    values.put("log.cleaner.io.buffer.size", "65536");
    values.put("log.index.size.max.bytes", "1048576");
    return values;
  }
}
