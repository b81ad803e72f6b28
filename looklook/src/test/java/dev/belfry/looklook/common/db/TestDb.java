package dev.belfry.looklook.common.db;

import java.util.UUID;

/** Databases for tests. */
public final class TestDb {
  private TestDb() {}

  /** An H2 database in memory that nobody else has. */
  public static DbConf h2() {
    return DbConf.of("jdbc:h2:mem:" + UUID.randomUUID());
  }
}
