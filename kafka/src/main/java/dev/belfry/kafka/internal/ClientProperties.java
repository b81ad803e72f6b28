package dev.belfry.kafka.internal;

import dev.belfry.kafka.KafkaConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

/** Settings of Kafka's clients that come from a connection. */
public final class ClientProperties {
  private ClientProperties() {}

  /** A fresh map with what every client needs to reach the brokers. */
  public static Map<String, Object> of(KafkaConnection connection, String clientId) {
    var properties = new HashMap<String, Object>();
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.brokers());
    properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    // An operator scrapes our meters; Kafka's own push of client metrics would only cost threads.
    properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    var login = connection.username() != null;
    var caFile = connection.caFile();
    if (login) {
      properties.put(SaslConfigs.SASL_MECHANISM, "PLAIN");
      properties.put(
          SaslConfigs.SASL_JAAS_CONFIG,
          "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
              .formatted(escape(connection.username()), escape(connection.password())));
    }
    if (caFile != null) {
      properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
      properties.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, caFile.toString());
    }
    properties.put(
        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
        (login ? "SASL_" : "") + (caFile == null ? "PLAINTEXT" : "SSL"));
    return properties;
  }

  /**
   * Checks a setting that a user adds.
   *
   * @throws IllegalArgumentException if {@code owned} names it, because a guarantee rests on it
   */
  public static String requireFree(String key, Set<String> owned) {
    if (owned.contains(key)) {
      throw new IllegalArgumentException(
          key + " is set by Belfry, because its guarantees rest on it; it cannot be overridden");
    }
    return key;
  }

  private static String escape(@Nullable String text) {
    return String.valueOf(text).replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
