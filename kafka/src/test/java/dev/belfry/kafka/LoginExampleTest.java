package dev.belfry.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.kafka.KafkaLogin.ScramHash;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** That such connections are taken is the matter of {@link SecurityTest}. */
class LoginExampleTest {

  // snippet
  KafkaConnection byPassword(String password) {
    return KafkaConnection.to("kafka-1:9093,kafka-2:9093")
        .login(KafkaLogin.scram(ScramHash.SHA_512, "order-mq", password))
        .tls(KafkaTls.trusting(Path.of("/etc/kafka/ca.pem")));
  }

  KafkaConnection byCertificate() {
    return KafkaConnection.to("kafka-1:9093")
        .tls(
            KafkaTls.trusting(Path.of("/etc/kafka/ca.pem"))
                .presenting(Path.of("/etc/kafka/order-mq.pem"))); // key and certificate
  }

  KafkaConnection byToken() {
    return KafkaConnection.to("kafka-1:9093")
        .login(KafkaLogin.bearerFile(Path.of("/var/run/secrets/kafka/token"))) // read again in time
        .tls(KafkaTls.standard());
  }

  // end

  @Test
  void connection_saysWhoLogsInAndHow_butNoPassword() {
    assertThat(byPassword("secret"))
        .hasToString("kafka-1:9093,kafka-2:9093 as user 'order-mq' by SCRAM-SHA-512 over TLS");
    assertThat(byCertificate().toString()).startsWith("kafka-1:9093");
    assertThat(byToken().toString()).startsWith("kafka-1:9093");
  }
}
