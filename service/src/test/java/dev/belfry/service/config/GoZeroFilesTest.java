package dev.belfry.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.service.ServiceGroup;
import dev.belfry.service.config.LogConf.LogLevel;
import dev.belfry.service.config.TelemetryConf.Batcher;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Files with the keys of go-zero's, as looklook's processes have them. */
class GoZeroFilesTest {
  enum Offset {
    FIRST,
    LAST
  }

  record QueueConf(
      @Inline ServiceConf service,
      List<String> brokers,
      String group,
      String topic,
      @Default("last") Offset offset,
      @Default("8") int consumers,
      @Default("8") int processors) {}

  record OrderMqConf(
      @Inline ServiceConf service,
      RedisConf redis,
      QueueConf paymentUpdateStatusConf,
      RpcClientConf orderRpcConf,
      RpcClientConf usercenterRpcConf) {}

  record WxMiniConf(String appId, String secret) {}

  record JobConf(
      @Inline ServiceConf service,
      RedisConf redis,
      WxMiniConf wxMiniConf,
      RpcClientConf orderRpcConf,
      RpcClientConf usercenterRpcConf,
      RpcClientConf settleRpcConf) {}

  record SchedulerConf(@Inline ServiceConf service, RedisConf redis) {}

  record DbConf(String dataSource) {}

  record OrderRpcConf(
      @Inline RpcServerConf server, @Key("DB") DbConf database, List<CacheConf> cache) {}

  private static <T extends Record> T load(String name, Class<T> type) throws URISyntaxException {
    var url = Objects.requireNonNull(GoZeroFilesTest.class.getResource("/etc/" + name));
    return Config.load(Path.of(url.toURI()), type);
  }

  @Test
  void orderMq_ofGoZero_loads() throws Exception {
    OrderMqConf conf = load("order-mq.yaml", OrderMqConf.class);

    ServiceConf service = conf.service();
    assertThat(service.name()).isEqualTo("order-mq");
    assertThat(service.mode()).isEqualTo(Mode.DEV);
    assertThat(service.prometheus()).isEqualTo(new PrometheusConf("0.0.0.0", 4003, "/metrics"));
    TelemetryConf telemetry = Objects.requireNonNull(service.telemetry());
    assertThat(telemetry.batcher()).isEqualTo(Batcher.JAEGER);
    assertThat(service.log().level()).isEqualTo(LogLevel.ERROR);
    assertThat(service.devServer()).isNull();
    assertThat(service.stopTimeout()).isEqualTo(ServiceGroup.DEFAULT_STOP_TIMEOUT);
    assertThat(conf.redis().key()).isEqualTo("order-mq");
    assertThat(conf.redis().toString()).doesNotContain("for-the-test-only");
    QueueConf queue = conf.paymentUpdateStatusConf();
    assertThat(queue.service().name()).isEqualTo("PaymentUpdateStatus");
    assertThat(queue.offset()).isEqualTo(Offset.FIRST);
    assertThat(queue.brokers()).containsExactly("kafka:9092");
    assertThat(conf.orderRpcConf()).isEqualTo(RpcClientConf.to("127.0.0.1:2001"));
  }

  @Test
  void mqueueJob_ofGoZero_loadsWithoutTheSectionItsFileLacks() throws Exception {
    JobConf conf = load("mqueue-job.yaml", JobConf.class);

    assertThat(conf.redis().host()).isEqualTo("redis:6379");
    assertThat(conf.wxMiniConf().appId()).isEqualTo("123");
    assertThat(conf.settleRpcConf()).isEqualTo(RpcClientConf.to());
  }

  @Test
  void mqueueScheduler_ofGoZero_loads() throws Exception {
    assertThat(load("mqueue-scheduler.yaml", SchedulerConf.class).service().name())
        .isEqualTo("mqueue-scheduler");
  }

  @Test
  void orderRpc_withKeysThatHaveNoEffect_loads() throws Exception {
    OrderRpcConf conf = load("order-rpc.yaml", OrderRpcConf.class);

    RpcServerConf server = conf.server();
    assertThat(server.listenOn()).isEqualTo("0.0.0.0:2001");
    assertThat(server.timeoutMillis()).isEqualTo(10_000);
    assertThat(server.service().stopTimeout()).isEqualTo(Duration.ofMillis(5500));
    @Nullable DevServerConf devServer = server.service().devServer();
    assertThat(devServer)
        .isEqualTo(new DevServerConf(true, "", 0, "/metrics", "/healthz", true, "OK"));
    assertThat(conf.database().dataSource()).contains("@tcp(mysql:3306)");
    assertThat(conf.cache()).hasSize(1).allMatch(node -> node.weight() == 100);
  }

  @Test
  void recordsMadeInCode_equalThoseOfEmptyFiles() {
    assertThat(Config.parse("Name: a", ServiceConf.class)).isEqualTo(ServiceConf.named("a"));
    assertThat(Config.parse("Host: a:1", RedisConf.class)).isEqualTo(RedisConf.at("a:1"));
    assertThat(Config.parse("Port: 80\nName: a", RestConf.class).timeoutMillis()).isEqualTo(3000);
  }
}
