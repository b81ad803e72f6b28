package dev.belfry.console.internal.v1;

import dev.belfry.console.ConsoleConf.KafkaClusterConf;
import dev.belfry.console.internal.web.Call;
import dev.belfry.console.internal.web.Problem;
import dev.belfry.kafka.KafkaInspector;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The configured clusters, connected when they are first asked. Thread-safe. */
public final class KafkaClusters implements AutoCloseable {
  private final List<KafkaClusterConf> all;
  private final Map<String, KafkaInspector> inspectors = new ConcurrentHashMap<>();

  public KafkaClusters(List<KafkaClusterConf> clusters) {
    all = List.copyOf(clusters);
  }

  List<KafkaClusterConf> all() {
    return all;
  }

  /** The one that a call names in its parameter {@code cluster}. */
  KafkaClusterConf named(Call call) {
    return named(call.required("cluster"));
  }

  KafkaClusterConf named(@Nullable String name) {
    if (name == null || name.isEmpty()) {
      throw Problem.field("cluster", "the cluster is missing");
    }
    return all.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Problem.of(404, "no Kafka cluster '" + name + "' is configured"));
  }

  KafkaInspector inspector(KafkaClusterConf conf) {
    return inspectors.computeIfAbsent(
        conf.name(), name -> KafkaInspector.connect(conf.connection()));
  }

  @Override
  public void close() {
    inspectors.values().forEach(KafkaInspector::close);
  }
}
