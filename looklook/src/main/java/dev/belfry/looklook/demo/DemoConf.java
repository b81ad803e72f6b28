package dev.belfry.looklook.demo;

import dev.belfry.kafka.KafkaSenderConf;
import dev.belfry.looklook.common.auth.JwtAuthConf;
import dev.belfry.looklook.common.http.HttpConf;
import dev.belfry.looklook.mqueue.job.MqueueJobConf;
import dev.belfry.looklook.mqueue.scheduler.MqueueSchedulerConf;
import dev.belfry.looklook.ordermq.OrderMqConf;
import dev.belfry.looklook.payment.provider.SandboxConf;
import dev.belfry.service.config.Config;
import dev.belfry.service.config.Inline;
import dev.belfry.service.config.ServiceConf;
import dev.belfry.tasks.RedisTarget;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;

/**
 * What the files in {@code etc} say otherwise, for a system in one process.
 *
 * @param service name, logs and the port for metrics and health
 * @param http where the API listens
 * @param consolePort where the console listens
 * @param closeAfter how long a customer has to pay
 * @param jwtAuth how tokens are signed: with a secret of this run
 * @param sandbox how callbacks are signed, likewise
 */
record DemoConf(
    @Inline ServiceConf service,
    @Inline HttpConf http,
    int consolePort,
    Duration closeAfter,
    JwtAuthConf jwtAuth,
    SandboxConf sandbox) {
  private static final int SECRET_BYTES = 32;

  static DemoConf create(Duration closeAfter, int httpPort, int consolePort) {
    return Config.parse(
        """
        Name: looklook
        Mode: dev
        Log: {Encoding: plain, Level: error}
        Prometheus: {Host: 127.0.0.1, Port: 0}
        Host: 127.0.0.1
        Port: %d
        ConsolePort: %d
        CloseAfter: %dms
        JwtAuth: {AccessSecret: %s}
        Sandbox: {SigningKey: %s}
        """
            .formatted(httpPort, consolePort, closeAfter.toMillis(), secret(), secret()),
        DemoConf.class);
  }

  /** The settings of order-mq on this Kafka. */
  static OrderMqConf orderMq(String kafka) {
    return Config.parse(
        """
        Name: order-mq
        PaymentUpdateStatusConf:
          Name: PaymentUpdateStatus
          Brokers: [%s]
          Group: payment-update-paystatus-group
          Topic: payment-update-paystatus-topic
          Offset: first
          CreateTopic: {Partitions: 3}
        OrderRpcConf: {}
        """
            .formatted(kafka),
        OrderMqConf.class);
  }

  /** Where payments announce their changes on this Kafka. */
  static KafkaSenderConf paymentUpdates(String kafka) {
    return Config.parse(
        """
        Brokers: [%s]
        Topic: payment-update-paystatus-topic
        CreateTopic: {Partitions: 3}
        """
            .formatted(kafka),
        KafkaSenderConf.class);
  }

  /** The settings of mqueue-job on this Redis. */
  static MqueueJobConf mqueueJob(RedisTarget redis) {
    return Config.parse(
        "Name: mqueue-job\nOrderRpcConf: {}\nUsercenterRpcConf: {}\n" + section(redis),
        MqueueJobConf.class);
  }

  /** The settings of mqueue-scheduler on this Redis; it fires while somebody looks. */
  static MqueueSchedulerConf mqueueScheduler(RedisTarget redis) {
    return Config.parse(
        "Name: mqueue-scheduler\nSettle: \"@every 10s\"\n" + section(redis),
        MqueueSchedulerConf.class);
  }

  private static String section(RedisTarget redis) {
    return "Redis: {Host: \"%s:%d\", User: \"%s\", Pass: \"%s\", Tls: %s, Db: %d}\n"
        .formatted(
            redis.host(),
            redis.port(),
            quoted(Objects.requireNonNullElse(redis.user(), "")),
            quoted(Objects.requireNonNullElse(redis.password(), "")),
            redis.transport() == RedisTarget.Transport.TLS,
            redis.database());
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
