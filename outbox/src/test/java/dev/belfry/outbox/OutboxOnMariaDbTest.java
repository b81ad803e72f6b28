package dev.belfry.outbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.belfry.embedded.EmbeddedMariaDb;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same on a real MariaDB. */
class OutboxOnMariaDbTest extends OutboxTest {
  private static final EmbeddedMariaDb SERVER = EmbeddedMariaDb.create();

  @BeforeAll
  static void start() {
    assumeTrue(EmbeddedMariaDb.isInstalled(), "skipped: no mariadbd on the PATH");
    SERVER.start();
  }

  @AfterAll
  static void stopServer() {
    SERVER.close();
  }

  @Override
  TestDatabase newDatabase() {
    String name = "t" + UUID.randomUUID().toString().replace("-", "");
    return TestDatabase.at(SERVER.jdbcUrl(name), EmbeddedMariaDb.USER, EmbeddedMariaDb.PASSWORD);
  }
}
