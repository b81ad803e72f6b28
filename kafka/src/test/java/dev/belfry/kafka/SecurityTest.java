package dev.belfry.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belfry.embedded.EmbeddedKafka;
import dev.belfry.kafka.KafkaLogin.ScramHash;
import dev.belfry.messaging.Message;
import dev.belfry.messaging.Outcome;
import dev.belfry.service.Deadline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Has a broker of its own, with a listener for each protocol. */
class SecurityTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final String PASSWORD = "s3cret \"quoted\" \\ word";
  private static final String SECURITY = "org.apache.kafka.common.security.";

  @TempDir private static Path directory;
  private static EmbeddedKafka kafka;

  private final Queue<Message> seen = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void startKafka() throws Exception {
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext", "SAN=ip:127.0.0.1");
    keytool("-exportcert", "-rfc", "-file", directory.resolve("ca.pem").toString());
    var tls =
        Map.of(
            "ssl.keystore.type", "PKCS12",
            "ssl.keystore.location", directory.resolve("keys.p12").toString(),
            "ssl.keystore.password", "changeit");
    var sasl =
        Map.of(
            "sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER",
            "plain.sasl.jaas.config", module("plain.Plain", "user_alice", PASSWORD),
            "scram-sha-256.sasl.jaas.config", module("scram.Scram"),
            "scram-sha-512.sasl.jaas.config", module("scram.Scram"),
            "oauthbearer.sasl.jaas.config",
                module("oauthbearer.OAuthBearer", "unsecuredLoginStringClaim_sub", "broker"));
    var both = new HashMap<>(sasl);
    both.putAll(tls);
    both.put("ssl.client.auth", "required");
    both.put("ssl.truststore.type", "PEM");
    both.put("ssl.truststore.location", directory.resolve("ca.pem").toString());
    kafka =
        EmbeddedKafka.builder()
            .listener("SSL", tls)
            .listener("SASL_PLAINTEXT", sasl)
            .listener("SASL_SSL", both)
            .build();
    kafka.start();
    kafka.createTopic("secured", 1);
    try (var admin = SharedKafka.admin(KafkaConnection.to(kafka.bootstrapServers()))) {
      for (var mechanism : List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
        var stored = new ScramCredentialInfo(mechanism, 4_096);
        admin
            .alterUserScramCredentials(
                List.of(new UserScramCredentialUpsertion("alice", stored, PASSWORD)))
            .all()
            .get();
      }
    }
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  private static KafkaConnection sasl(KafkaLogin login) {
    return KafkaConnection.to(kafka.bootstrapServers("SASL_PLAINTEXT")).login(login);
  }

  private void talk(KafkaConnection connection) throws Exception {
    var sender = KafkaSender.builder(connection).build();
    var queue =
        KafkaQueue.builder(connection, SharedKafka.fresh("group"), "secured", this::collect)
            .build();
    sender.start();
    queue.start();
    try (var inspector = KafkaInspector.connect(connection)) {
      var sent = SharedKafka.fresh("hello");
      sender.send("secured", "a", sent.getBytes(UTF_8));
      await().atMost(LONG).until(() -> seen.stream().map(Message::text).toList().contains(sent));
      assertThat(inspector.partitions("secured")).contains(1);
    } finally {
      queue.stop(Deadline.in(LONG));
      sender.stop(Deadline.in(LONG));
    }
  }

  private Outcome collect(Message message) {
    seen.add(message);
    return Outcome.done();
  }

  @Test
  void plainLogin_isTaken() throws Exception {
    talk(sasl(KafkaLogin.plain("alice", PASSWORD)));
  }

  @ParameterizedTest
  @EnumSource
  void scramLogin_isTaken(ScramHash hash) throws Exception {
    talk(sasl(KafkaLogin.scram(hash, "alice", PASSWORD)));
  }

  @Test
  void bearerLogin_withATokenInAFile_isTaken() throws Exception {
    var file = directory.resolve("token.jwt");
    Files.writeString(file, token(Instant.now().plusSeconds(600)) + "\n");

    talk(sasl(KafkaLogin.bearerFile(file)));
  }

  @Test
  void certificateOfAKnownAuthority_isTaken() throws Exception {
    var tls = KafkaTls.trusting(directory.resolve("ca.pem"));

    talk(KafkaConnection.to(kafka.bootstrapServers("SSL")).tls(tls));
  }

  @Test
  void clientsCertificate_isPresented() throws Exception {
    var tls = KafkaTls.trusting(directory.resolve("ca.pem")).presenting(clientFile());

    talk(
        KafkaConnection.to(kafka.bootstrapServers("SASL_SSL"))
            .login(KafkaLogin.plain("alice", PASSWORD))
            .tls(tls));
  }

  @Test
  void missingCertificateOfTheClient_isRefusedAndSaid() {
    var connection =
        KafkaConnection.to(kafka.bootstrapServers("SASL_SSL"))
            .login(KafkaLogin.plain("alice", PASSWORD))
            .tls(KafkaTls.trusting(directory.resolve("ca.pem")));

    assertThatThrownBy(() -> start(connection))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("127.0.0.1:");
  }

  /** The key and its certificate, as a client has them. */
  private static Path clientFile() throws Exception {
    var store =
        KeyStore.getInstance(directory.resolve("keys.p12").toFile(), "changeit".toCharArray());
    var key = store.getKey("broker", "changeit".toCharArray()).getEncoded();
    var text = Base64.getMimeEncoder(64, "\n".getBytes(UTF_8)).encodeToString(key);
    return Files.writeString(
        directory.resolve("client.pem"),
        "-----BEGIN PRIVATE KEY-----\n"
            + text
            + "\n-----END PRIVATE KEY-----\n"
            + Files.readString(directory.resolve("ca.pem")));
  }

  @Test
  void certificateOfAnUnknownAuthority_isRefusedAndSaid() {
    var connection = KafkaConnection.to(kafka.bootstrapServers("SSL")).tls(KafkaTls.standard());

    assertThatThrownBy(() -> start(connection))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("no TLS with brokers 127.0.0.1:")
        .hasMessageContaining("check CaFile");
  }

  @Test
  void wrongPassword_isSaidByConsumerSenderAndInspectorInTime() {
    for (var login :
        List.of(
            KafkaLogin.plain("alice", "wrong"),
            KafkaLogin.scram(ScramHash.SHA_512, "alice", "wrong"))) {
      var connection = sasl(login);

      assertThatThrownBy(() -> start(connection))
          .isInstanceOf(KafkaException.class)
          .hasMessageContaining("refuse the login of user 'alice'")
          .hasMessageNotContaining("wrong");
      assertThatThrownBy(() -> KafkaSender.builder(connection).startTimeout(SHORT).build().start())
          .isInstanceOf(KafkaException.class)
          .hasMessageContaining("refuse the login of user 'alice'");
      try (var inspector = KafkaInspector.connect(connection)) {
        assertThatThrownBy(inspector::groups)
            .isInstanceOf(KafkaException.class)
            .hasMessageContaining("refuse the login of user 'alice'");
      }
    }
  }

  @Test
  void tokenThatIsOver_isRefused() {
    var connection = sasl(KafkaLogin.bearer(() -> token(Instant.now().minusSeconds(600))));

    assertThatThrownBy(() -> start(connection)).isInstanceOf(KafkaException.class);
  }

  @Test
  void tokenThatIsNone_isSaid() {
    var connection = sasl(KafkaLogin.bearerFile(directory.resolve("nowhere")));

    assertThatThrownBy(() -> start(connection))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("cannot read the token in");
  }

  @Test
  void unknownMechanism_isNamedWithTheKnownOnes() {
    assertThatThrownBy(() -> KafkaLogin.of("KERBEROS", "alice", "x"))
        .hasMessage("Mechanism 'KERBEROS' is unknown; give PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512");
    assertThat(KafkaLogin.of("scram-sha-256", "alice", "x"))
        .isEqualTo(KafkaLogin.scram(ScramHash.SHA_256, "alice", "x"));
  }

  private void start(KafkaConnection connection) throws Exception {
    var queue =
        KafkaQueue.builder(connection, "refused", "secured", this::collect)
            .startTimeout(SHORT)
            .build();
    try {
      queue.start();
    } finally {
      queue.stop(Deadline.in(SHORT));
    }
  }

  private static String token(Instant end) {
    return part("{\"alg\":\"none\"}")
        + "."
        + part(
            "{\"sub\":\"alice\",\"iat\":%d,\"exp\":%d}"
                .formatted(end.getEpochSecond() - 600, end.getEpochSecond()))
        + ".";
  }

  private static String part(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }

  private static String module(String name, String... options) {
    var text = new StringBuilder(SECURITY + name + "LoginModule required");
    for (var i = 0; i < options.length; i += 2) {
      var value = options[i + 1].replace("\\", "\\\\").replace("\"", "\\\"");
      text.append(" %s=\"%s\"".formatted(options[i], value));
    }
    return text.append(';').toString();
  }

  private static void keytool(String... what) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(what));
    command.addAll(
        List.of(
            "-alias",
            "broker",
            "-storetype",
            "PKCS12",
            "-keystore",
            directory.resolve("keys.p12").toString(),
            "-storepass",
            "changeit"));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
