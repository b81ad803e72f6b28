package dev.belfry.kafka.internal;

import dev.belfry.kafka.KafkaConnection;
import dev.belfry.kafka.KafkaLogin;
import dev.belfry.kafka.KafkaTls;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/** Settings of Kafka's clients that come from a connection. */
public final class ClientProperties {
  private static final String SECURITY = "org.apache.kafka.common.security.";
  private static final String PLAIN = "plain.PlainLoginModule";
  private static final String SCRAM = "scram.ScramLoginModule";
  private static final String BEARER = "oauthbearer.OAuthBearerLoginModule";

  private ClientProperties() {}

  /** A fresh map with what every client needs to reach the brokers. */
  public static Map<String, Object> of(KafkaConnection connection, String clientId) {
    var properties = new HashMap<String, Object>();
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.brokers());
    properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    // An operator scrapes our meters; Kafka's own push of client metrics would only cost threads.
    properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    var login = connection.login();
    var tls = connection.tls();
    if (login != null) {
      logIn(properties, login);
    }
    if (tls != null) {
      encrypt(properties, tls);
    }
    properties.put(
        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
        (login == null ? "" : "SASL_") + (tls == null ? "PLAINTEXT" : "SSL"));
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

  private static void logIn(Map<String, Object> properties, KafkaLogin login) {
    switch (login) {
      case KafkaLogin.Plain plain -> {
        properties.put(SaslConfigs.SASL_MECHANISM, "PLAIN");
        properties.put(
            SaslConfigs.SASL_JAAS_CONFIG,
            module(PLAIN, "username", plain.username(), "password", plain.password()));
      }
      case KafkaLogin.Scram scram -> {
        properties.put(SaslConfigs.SASL_MECHANISM, scram.hash().mechanism());
        properties.put(
            SaslConfigs.SASL_JAAS_CONFIG,
            module(SCRAM, "username", scram.username(), "password", scram.password()));
      }
      case KafkaLogin.Bearer bearer -> {
        properties.put(SaslConfigs.SASL_MECHANISM, "OAUTHBEARER");
        properties.put(SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, BearerLogin.class.getName());
        properties.put(BearerLogin.SOURCE, bearer.token());
        // Clients with the same module share a login; those of another supplier must not.
        var source = Integer.toHexString(System.identityHashCode(bearer.token()));
        properties.put(SaslConfigs.SASL_JAAS_CONFIG, module(BEARER, "source", source));
      }
    }
  }

  private static void encrypt(Map<String, Object> properties, KafkaTls tls) {
    if (tls.caFile() != null) {
      properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
      properties.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, tls.caFile().toString());
    }
    if (tls.clientFile() != null) {
      properties.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
      properties.put(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, tls.clientFile().toString());
    }
  }

  private static String module(String name, String... options) {
    var text = new StringBuilder(SECURITY + name + " required");
    for (var i = 0; i < options.length; i += 2) {
      text.append(" %s=\"%s\"".formatted(options[i], escape(options[i + 1])));
    }
    return text.append(';').toString();
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
