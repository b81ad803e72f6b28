package dev.belfry.outbox;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same on a real PostgreSQL. */
class OutboxOnPostgreSqlTest extends OutboxTest {
  private static PostgreSql server;

  @BeforeAll
  static void start() {
    server = PostgreSql.start();
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  TestDatabase newDatabase() {
    return TestDatabase.at(server.newDatabase(), PostgreSql.USER, "");
  }
}
