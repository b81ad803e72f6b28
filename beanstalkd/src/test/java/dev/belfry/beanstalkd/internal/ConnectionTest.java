package dev.belfry.beanstalkd.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.beanstalkd.BeanstalkNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 400 Bad Request\r\n",
        "RESERVED\r\n",
        "RESERVED 1\r\n",
        "RESERVED 1 -5\r\n",
        "RESERVED 1 99999999999\r\n",
        "RESERVED 1 5\r\nab",
        "RESERVED 1 2\r\nabXY",
        "TIMED_OUT\n",
        ""
      })
  void answerThatIsNoneOfBeanstalkds_endsTheConnection(String answer) throws Exception {
    try (var server = answering(answer);
        var connection = Connection.open(at(server))) {
      assertThatThrownBy(() -> connection.reserve(Duration.ZERO))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(Refused.class);
    }
  }

  @Test
  void lineWithoutAnEnd_isNotReadForEver() throws Exception {
    try (var server = answering("x".repeat(10_000));
        var connection = Connection.open(at(server))) {
      assertThatThrownBy(() -> connection.touch(1)).hasMessageContaining("no line of beanstalkd");
    }
  }

  @Test
  void refusal_leavesTheConnectionUsable() throws Exception {
    try (var server = answering("DRAINING\r\n", "INSERTED 7\r\n", "NOT_FOUND\r\n");
        var connection = Connection.open(at(server))) {
      assertThatThrownBy(() -> connection.put(new byte[3], 2, 0, 5))
          .isInstanceOfSatisfying(
              Refused.class, refused -> assertThat(refused.answer()).isEqualTo("DRAINING"))
          .hasMessageContaining("about to end");
      assertThat(connection.put(new byte[3], 2, 0, 5)).isEqualTo(7);
      assertThat(connection.delete(7)).isFalse();
    }
  }

  @Test
  void bodyOfDq_isReadAndWritten() {
    var body = new DelayedBody(Instant.ofEpochSecond(12, 34), "a/b".getBytes(US_ASCII));

    assertThat(new String(body.bytes(), US_ASCII)).isEqualTo("12000000034/a/b");
    var read = DelayedBody.parse(body.bytes()).orElseThrow();
    assertThat(read.due()).isEqualTo(body.due());
    assertThat(new String(read.content(), US_ASCII)).isEqualTo("a/b");
    assertThat(DelayedBody.parse("-9223372036854775808/".getBytes(US_ASCII))).isPresent();
    for (var wrong : List.of("", "/", "x/y", "123", "123456789012345678901/y", "12.5/y")) {
      assertThat(DelayedBody.parse(wrong.getBytes(US_ASCII))).as(wrong).isEmpty();
    }
  }

  private static BeanstalkNode at(ServerSocket server) {
    return new BeanstalkNode("127.0.0.1:" + server.getLocalPort(), "t");
  }

  /** A server that gives one answer after the other to whatever comes, then closes. */
  private static ServerSocket answering(String... answers) throws IOException {
    var server = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    Thread.ofVirtual()
        .start(() -> {
          try (var client = server.accept()) {
            for (var answer : answers) {
              var unused = client.getInputStream().read(new byte[1_024]);
              client.getOutputStream().write(answer.getBytes(US_ASCII));
            }
            client.shutdownOutput();
            while (client.getInputStream().read() >= 0) {
              // Until the other side has closed, or it would lose the answer.
            }
          } catch (IOException e) {
            // The test is over.
          }
        });
    return server;
  }
}
