package dev.belfry.looklook.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.embedded.EmbeddedKafka;
import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.looklook.order.OrderRpc;
import dev.belfry.looklook.order.OrderRpcConf;
import dev.belfry.looklook.order.api.OrderApi;
import dev.belfry.looklook.order.api.OrderApiConf;
import dev.belfry.service.Health;
import dev.belfry.service.Service;
import dev.belfry.service.ServiceGroup;
import dev.belfry.service.Telemetry;
import dev.belfry.service.config.Config;
import dev.belfry.service.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files in {@code etc}, and the processes that they make. */
class ShippedFilesTest {
  private static final String JWT_SECRET = "0123456789abcdef0123456789abcdef";

  @Test
  void files_load_andHoldNoSecrets() throws Exception {
    assertThat(load("order-rpc", OrderRpcConf.class).closeAfter())
        .isEqualTo(Duration.ofMinutes(30));
    assertThat(load("order-rpc", OrderRpcConf.class).listenOn()).endsWith(":2001");
    assertThat(load("order-api", OrderApiConf.class).http().port()).isEqualTo(1001);
    assertThat(load("payment", PaymentConf.class).http().port()).isEqualTo(1002);
    assertThat(load("payment", PaymentConf.class).toString())
        .doesNotContain(JWT_SECRET)
        .doesNotContain("sandbox-signing-key");
    assertThat(text("payment"))
        .contains("AccessSecret: ${JWT_ACCESS_SECRET}", "SigningKey: ${SANDBOX_SIGNING_KEY}");
  }

  @Test
  void aWeakSigningKey_isRefused() throws Exception {
    String weak = filled("payment").replace("sandbox-signing-key", "short");

    assertThatThrownBy(() -> Config.parse(weak, PaymentConf.class))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Sandbox.SigningKey needs at least 16 bytes");
  }

  @Test
  void weakness14_theProcesses_startAndStopAsOneGroup() throws Exception {
    try (var redis = EmbeddedRedis.create();
        var kafka = EmbeddedKafka.create()) {
      redis.start();
      kafka.start();
      List<Service> services = new ArrayList<>();
      services.addAll(
          OrderRpc.services(
              Config.parse(
                  onFreePorts("order-rpc")
                      .replace("${REDIS:127.0.0.1:6379}", "127.0.0.1:" + redis.port()),
                  OrderRpcConf.class),
              Telemetry.setUp(load("order-rpc", OrderRpcConf.class).service())));
      services.addAll(
          OrderApi.services(
              Config.parse(onFreePorts("order-api"), OrderApiConf.class),
              Telemetry.setUp(load("order-api", OrderApiConf.class).service())));
      services.addAll(
          PaymentProcess.services(
              Config.parse(
                  onFreePorts("payment")
                      .replace("${KAFKA:127.0.0.1:9092}", kafka.bootstrapServers()),
                  PaymentConf.class),
              Telemetry.setUp(load("payment", PaymentConf.class).service())));
      var group = ServiceGroup.of(services.toArray(Service[]::new));

      group.start();
      assertThat(services)
          .filteredOn(service -> service.name().endsWith("-rpc") || service.name().endsWith("-api"))
          .hasSize(4)
          .allSatisfy(service -> assertThat(service.health()).isEqualTo(Health.up()));
      group.stop();

      assertThat(services)
          .filteredOn(service -> service.name().endsWith("-rpc") || service.name().endsWith("-db"))
          .allSatisfy(service -> assertThat(service.health()).isInstanceOf(Health.Down.class));
    }
  }

  private static <C extends Record> C load(String name, Class<C> type) throws Exception {
    return Config.parse(filled(name), type);
  }

  private static String onFreePorts(String name) throws Exception {
    return filled(name)
        .replaceAll("(?m)^Port: \\S+", "Port: 0")
        .replaceAll("(?m)^ListenOn: \\S+", "ListenOn: 127.0.0.1:0");
  }

  private static String filled(String name) throws Exception {
    return text(name)
        .replace("${JWT_ACCESS_SECRET}", JWT_SECRET)
        .replace("${SANDBOX_SIGNING_KEY}", "sandbox-signing-key");
  }

  private static String text(String name) throws Exception {
    return Files.readString(Path.of("etc", name + ".yaml"));
  }
}
