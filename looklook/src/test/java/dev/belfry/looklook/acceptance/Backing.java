package dev.belfry.looklook.acceptance;

import dev.belfry.embedded.EmbeddedKafka;
import dev.belfry.embedded.EmbeddedRedis;
import dev.belfry.looklook.common.db.MariaDb;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.h2.tools.Server;
import org.jspecify.annotations.Nullable;

/**
 * What the processes stand on: a Redis that keeps its data through a crash, a Kafka, and a database
 * for all of them, MariaDB where there is one, else H2 as a server. For one thread.
 */
final class Backing implements AutoCloseable {
  static final String REDIS_PASSWORD = "s3cret of Redis";
  static final String JWT_SECRET = "0123456789abcdef0123456789abcdef";

  private final EmbeddedRedis redis =
      EmbeddedRedis.builder().appendOnly().password(REDIS_PASSWORD).build();
  private final EmbeddedKafka kafka;
  private final @Nullable Server h2;
  private final String dataSource;

  /** Starts it all, on this Kafka; the caller starts and stops that. */
  Backing(EmbeddedKafka kafka) {
    this.kafka = kafka;
    redis.start();
    if (MariaDb.isInstalled()) {
      h2 = null;
      dataSource = MariaDb.newDataSource();
      return;
    }
    try {
      h2 = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot start H2", e);
    }
    dataSource = "jdbc:h2:tcp://127.0.0.1:" + h2.getPort() + "/mem:looklook";
  }

  /** Starts what is down. */
  void mend() {
    redis.start();
    kafka.start();
    if (h2 == null) {
      MariaDb.server().start();
    }
  }

  EmbeddedRedis redis() {
    return redis;
  }

  EmbeddedKafka kafka() {
    return kafka;
  }

  String dataSource() {
    return dataSource;
  }

  /** The variables of the files in {@code etc} that say where all this is, and the secrets. */
  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("REDIS", "127.0.0.1:" + redis.port());
    environment.put("REDIS_PASSWORD", REDIS_PASSWORD);
    environment.put("KAFKA", kafka.bootstrapServers());
    environment.put("JWT_ACCESS_SECRET", JWT_SECRET);
    environment.put("SANDBOX_SIGNING_KEY", "the sandbox signs with this");
    for (String service : new String[] {"ORDER", "PAYMENT", "TRAVEL", "USERCENTER"}) {
      environment.put(service + "_DATA_SOURCE", dataSource);
    }
    return environment;
  }

  @Override
  public void close() {
    redis.close();
    if (h2 != null) {
      h2.stop();
    }
  }
}
