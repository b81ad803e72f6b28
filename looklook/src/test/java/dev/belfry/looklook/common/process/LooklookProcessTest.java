package dev.belfry.looklook.common.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belfry.looklook.common.http.Api;
import dev.belfry.looklook.travel.Travel;
import dev.belfry.looklook.travel.TravelConf;
import dev.belfry.looklook.usercenter.UsercenterConf;
import dev.belfry.service.config.Config;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LooklookProcessTest {
  private static final LooklookProcess<TravelConf> TRAVEL =
      new LooklookProcess<>("travel", TravelConf.class, TravelConf::service, Travel::services);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path directory;

  private int run(String... args) {
    return TRAVEL.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        args);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("travel.yaml"), text).toString();
  }

  @Test
  void wrongCall_isTwo_withUsage() {
    assertThat(run("--port", "1")).isEqualTo(2);
    assertThat(err()).contains("travel does not understand: --port 1", "usage: travel [-f <file>]");
    assertThat(run("-f")).isEqualTo(2);
  }

  @Test
  void help_isZero() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("etc/travel.yaml unless given");
  }

  @Test
  void fileNotThere_isOne_andNamed() {
    assertThat(run("-f", "nowhere/travel.yaml")).isEqualTo(1);
    assertThat(err()).contains("nowhere/travel.yaml");
  }

  @Test
  void wrongKey_isOne_withFileLineAndKey() throws Exception {
    String file =
        file(
            """
            Name: travel
            Port: 0
            ListenOn: 127.0.0.1:0
            Prot: 1
            DB:
              DataSource: jdbc:h2:mem:x
            """);

    assertThat(run("-f", file)).isEqualTo(1);
    assertThat(err()).contains("travel.yaml:4", "Prot");
  }

  @Test
  void portInUse_isOne_andNamed() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String file = file(conf(taken.getLocalPort(), 0));

      assertThat(run("-f", file)).isEqualTo(1);
      assertThat(err()).contains("travel-api cannot listen on 127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void databaseNotUnderstood_isOne() throws Exception {
    String file = file(conf(0, 0).replace("jdbc:h2:mem:process", "somewhere"));

    assertThat(run("-f", file)).isEqualTo(1);
    assertThat(err()).contains("user:pass@tcp(host:port)/db");
  }

  @Test
  void ownProcess_serves_andEndsOrderlyOnSigterm() throws Exception {
    int port = freePort();
    Path log = directory.resolve("log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Travel.class.getName(),
                "-f",
                file(conf(port, 0)))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      await("the API")
          .atMost(Duration.ofSeconds(30))
          .failFast(() -> !process.isAlive())
          .ignoreExceptions()
          .until(
              () -> new Api(port).post("/travel/v1/homestay/homestayList", "{}").status() == 200);
      process.destroy();

      assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(log)).isIn(0, 143);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void shippedFiles_load_andHoldNoSecret() throws Exception {
    assertThat(Config.load(Path.of("etc/travel.yaml"), TravelConf.class).http().port())
        .isEqualTo(1003);
    String usercenter = Files.readString(Path.of("etc/usercenter.yaml"));
    var conf =
        Config.parse(
            usercenter.replace("${JWT_ACCESS_SECRET}", "0123456789abcdef0123456789abcdef"),
            UsercenterConf.class);
    assertThat(conf.listenOn()).isEqualTo("0.0.0.0:2004");
    assertThat(usercenter).contains("AccessSecret: ${JWT_ACCESS_SECRET}");
  }

  private static String conf(int httpPort, int rpcPort) {
    return """
    Name: travel
    Host: 127.0.0.1
    Port: %d
    ListenOn: 127.0.0.1:%d
    DB:
      DataSource: jdbc:h2:mem:process
    """
        .formatted(httpPort, rpcPort);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
