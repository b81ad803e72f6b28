package dev.belfry.looklook.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.kafka.StartFrom;
import dev.belfry.looklook.mqueue.job.MqueueJobConf;
import dev.belfry.looklook.mqueue.scheduler.MqueueSchedulerConf;
import dev.belfry.looklook.ordermq.OrderMqConf;
import dev.belfry.service.config.Config;
import dev.belfry.service.config.Mode;
import dev.belfry.service.config.ServiceConf;
import dev.belfry.service.config.TelemetryConf.Batcher;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Files with the keys that go-zero-looklook's have, all of them and as they are. */
class GoZeroLooklookTest {

  /** What stands at the head of each of its files. */
  private static final String HEAD =
      """
      Name: %1$s
      Mode: dev
      # monitoring
      Prometheus:
        Host: 0.0.0.0
        Port: %2$d
        Path: /metrics
      # tracing
      Telemetry:
        Name: %1$s
        Endpoint: http://traces.example:14268/api/traces
        Sampler: 1.0
        Batcher: jaeger
      Log:
        ServiceName: %1$s
        Level: error
      """;

  private static void assertHead(ServiceConf conf, String name, int port) {
    assertThat(conf.name()).isEqualTo(name);
    assertThat(conf.mode()).isEqualTo(Mode.DEV);
    assertThat(Objects.requireNonNull(conf.prometheus()).port()).isEqualTo(port);
    assertThat(Objects.requireNonNull(conf.telemetry()).batcher()).isEqualTo(Batcher.JAEGER);
    assertThat(conf.log().serviceName()).isEqualTo(name);
  }

  @Test
  void orderMq_loads_withTheKeysItDoesNotNeed() {
    OrderMqConf conf =
        Config.parse(
            HEAD.formatted("order-mq", 4003)
                + """
                Redis:
                  Host: cache.example:6379
                  Type: node
                  Pass: of-a-test
                  Key: order-mq
                # topics
                PaymentUpdateStatusConf:
                  Name: PaymentUpdateStatus
                  Brokers:
                    - broker.example:9092
                  Group: payment-update-paystatus-group
                  Topic: payment-update-paystatus-topic
                  Offset: first
                  Consumers: 1
                  Processors: 1
                OrderRpcConf:
                  Endpoints:
                    - 127.0.0.1:2001
                  NonBlock: true
                UsercenterRpcConf:
                  Endpoints:
                    - 127.0.0.1:2004
                  NonBlock: true
                """,
            OrderMqConf.class);

    assertHead(conf.service(), "order-mq", 4003);
    assertThat(conf.paymentUpdateStatusConf().service().name()).isEqualTo("PaymentUpdateStatus");
    assertThat(conf.paymentUpdateStatusConf().brokers()).containsExactly("broker.example:9092");
    assertThat(conf.paymentUpdateStatusConf().offset()).isEqualTo(StartFrom.FIRST);
    assertThat(conf.paymentUpdateStatusConf().processors()).isEqualTo(1);
    assertThat(conf.orderRpcConf().endpoints()).containsExactly("127.0.0.1:2001");
    assertThat(conf.toString()).doesNotContain("of-a-test");
  }

  @Test
  void mqueueJob_loads_withTheMiniProgramAndWithoutSettleRpc() {
    MqueueJobConf conf =
        Config.parse(
            HEAD.formatted("mqueue-job", 4010)
                + """
                Redis:
                  Host: cache.example:6379
                  Type: node
                  Pass: of-a-test
                # mini program
                WxMiniConf:
                  AppId: wx0000000000000000
                  Secret: also-of-a-test
                OrderRpcConf:
                  Endpoints:
                    - 127.0.0.1:2001
                  NonBlock: true
                UsercenterRpcConf:
                  Endpoints:
                    - 127.0.0.1:2004
                  NonBlock: true
                """,
            MqueueJobConf.class);

    assertHead(conf.service(), "mqueue-job", 4010);
    assertThat(conf.redis().host()).isEqualTo("cache.example:6379");
    assertThat(conf.redis().pass()).isEqualTo("of-a-test");
    assertThat(Objects.requireNonNull(conf.wxMini()).appId()).isEqualTo("wx0000000000000000");
    assertThat(conf.concurrency()).isEqualTo(20);
    assertThat(conf.servedQueues()).containsOnlyKeys("default");
    assertThat(conf.toString()).doesNotContain("of-a-test");
  }

  @Test
  void mqueueScheduler_loads_andSettlesEachMinute() {
    MqueueSchedulerConf conf =
        Config.parse(
            HEAD.formatted("mqueue-scheduler", 4011)
                + """
                Redis:
                  Host: cache.example:6379
                  Type: node
                  Pass: of-a-test
                """,
            MqueueSchedulerConf.class);

    assertHead(conf.service(), "mqueue-scheduler", 4011);
    assertThat(conf.settle()).isEqualTo("*/1 * * * *");
    assertThat(conf.zone()).hasToString("Asia/Shanghai");
    assertThat(conf.toString()).doesNotContain("of-a-test");
  }
}
