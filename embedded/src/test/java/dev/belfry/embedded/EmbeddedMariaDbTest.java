package dev.belfry.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

class EmbeddedMariaDbTest {

  @Test
  void killed_startsAgainOnItsPort() {
    assumeTrue(EmbeddedMariaDb.isInstalled(), "skipped: no mariadbd on the PATH");
    try (var database = EmbeddedMariaDb.create()) {
      database.start();
      int port = database.port();
      assertThat(database.jdbcUrl("shop")).startsWith("jdbc:mariadb://127.0.0.1:" + port + "/shop");

      database.kill();
      assertThat(database.isRunning()).isFalse();
      database.start();

      assertThat(database.isRunning()).isTrue();
      assertThat(database.port()).isEqualTo(port);
    }
  }
}
