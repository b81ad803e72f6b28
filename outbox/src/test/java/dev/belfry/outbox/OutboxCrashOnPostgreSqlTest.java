package dev.belfry.outbox;

/** The same on a real PostgreSQL. */
class OutboxCrashOnPostgreSqlTest extends OutboxCrashTest {

  @Override
  Place place() {
    PostgreSql server = PostgreSql.start();
    return new Place(server.newDatabase(), PostgreSql.USER, "", server::close);
  }
}
