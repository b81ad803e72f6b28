package dev.belfry.outbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.belfry.embedded.EmbeddedMariaDb;

/** The same on a real MariaDB. */
class OutboxCrashOnMariaDbTest extends OutboxCrashTest {

  @Override
  Place place() {
    assumeTrue(EmbeddedMariaDb.isInstalled(), "skipped: no mariadbd on the PATH");
    var server = EmbeddedMariaDb.create();
    server.start();
    return new Place(
        server.jdbcUrl("shop"), EmbeddedMariaDb.USER, EmbeddedMariaDb.PASSWORD, server::close);
  }
}
