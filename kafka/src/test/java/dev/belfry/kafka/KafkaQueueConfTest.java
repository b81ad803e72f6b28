package dev.belfry.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.service.config.Config;
import dev.belfry.service.config.ConfigException;
import org.junit.jupiter.api.Test;

class KafkaQueueConfTest {

  record OrderMq(KafkaQueueConf paymentUpdateStatusConf) {}

  @Test
  void queueOfLooklook_loadsAsItIs() {
    var conf =
        parse(
            """
            PaymentUpdateStatusConf:
              Name: PaymentUpdateStatus
              Brokers:
                - kafka:9092
              Group: payment-update-paystatus-group
              Topic: payment-update-paystatus-topic
              Offset: first
              Consumers: 1
              Processors: 1
            """);

    assertThat(conf.service().name()).isEqualTo("PaymentUpdateStatus");
    assertThat(conf.connection()).isEqualTo(KafkaConnection.to("kafka:9092"));
    assertThat(conf.group()).isEqualTo("payment-update-paystatus-group");
    assertThat(conf.topic()).isEqualTo("payment-update-paystatus-topic");
    assertThat(conf.offset()).isEqualTo(StartFrom.FIRST);
    assertThat(conf.conns()).isEqualTo(1);
    assertThat(conf.processors()).isEqualTo(1);
    assertThat(conf.notes()).singleElement().asString().startsWith("Consumers has no effect");
  }

  @Test
  void everyKeyOfKq_isRead() {
    var conf =
        parse(
            """
            PaymentUpdateStatusConf:
              Name: q
              Mode: dev
              Log: {Level: error}
              Brokers: ["a:1", "b:2"]
              Group: g
              Topic: t
              CaFile: /etc/ca.pem
              Offset: last
              Conns: 2
              Consumers: 8
              Processors: 16
              MinBytes: 10240
              MaxBytes: 1048576
              Username: eve
              Password: secret
              ForceCommit: true
              CommitInOrder: false
              CreateTopic: {Partitions: 3}
            """);

    assertThat(conf.connection()).hasToString("a:1,b:2 as user 'eve' by PLAIN over TLS");
    assertThat(conf.offset()).isEqualTo(StartFrom.LAST);
    assertThat(conf.minBytes()).isEqualTo(10_240);
    assertThat(conf.createTopic())
        .isEqualTo(new KafkaQueueConf.CreateTopicConf(3, MissingTopic.BROKER_DEFAULT));
    assertThat(conf.notes()).hasSize(4);
    assertThat(conf.toString()).doesNotContain("secret");
    assertThat(
            KafkaQueue.builder(conf, message -> dev.belfry.messaging.Outcome.done()).build().name())
        .isEqualTo("q");
  }

  @Test
  void mechanism_isThatOfTheLogin() {
    var conf =
        parse(
            "PaymentUpdateStatusConf: {Name: q, Brokers: [a:1], Group: g, Topic: t, Username: eve,"
                + " Password: secret, Mechanism: SCRAM-SHA-512}");

    assertThat(conf.connection()).hasToString("a:1 as user 'eve' by SCRAM-SHA-512");
    assertThat(conf.connection().login())
        .isEqualTo(KafkaLogin.scram(KafkaLogin.ScramHash.SHA_512, "eve", "secret"));
  }

  @Test
  void unknownMechanism_isAnErrorThatNamesTheKnownOnes() {
    assertThatThrownBy(() ->
            parse(
                    "PaymentUpdateStatusConf: {Name: q, Brokers: [a:1], Group: g, Topic: t,"
                        + " Username: eve, Password: secret, Mechanism: NTLM}")
                .connection())
        .hasStackTraceContaining("give PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512")
        .satisfies(failure -> assertThat(failure.toString()).doesNotContain("secret"));
  }

  @Test
  void absentOffset_startsAtTheFirstMessageAndSaysSo() {
    var conf = parse("PaymentUpdateStatusConf: {Name: q, Brokers: [a:1], Group: g, Topic: t}");

    assertThat(conf.notes()).singleElement().asString().startsWith("Offset is absent");
    assertThat(conf.processors()).isEqualTo(KafkaQueue.DEFAULT_PARALLELISM);
  }

  @Test
  void misspeltOffset_isAnErrorThatNamesTheKey() {
    assertThatThrownBy(() ->
            parse(
                "PaymentUpdateStatusConf: {Name: q, Brokers: [a:1], Group: g, Topic: t, Offset:"
                    + " newest}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Offset");
  }

  @Test
  void senderOfLooklook_loadsAsItIs() {
    record Payment(KafkaSenderConf kqPaymentUpdatePayStatusConf) {}

    var conf =
        Config.parse(
                """
                KqPaymentUpdatePayStatusConf:
                  Brokers: ["kafka:9092"]
                  Topic: payment-update-paystatus-topic
                """,
                Payment.class)
            .kqPaymentUpdatePayStatusConf();

    assertThat(conf.topic()).isEqualTo("payment-update-paystatus-topic");
    assertThat(conf.connection()).isEqualTo(KafkaConnection.to("kafka:9092"));
  }

  private static KafkaQueueConf parse(String yaml) {
    return Config.parse(yaml, OrderMq.class).paymentUpdateStatusConf();
  }
}
