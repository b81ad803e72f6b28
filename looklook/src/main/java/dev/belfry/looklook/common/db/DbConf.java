package dev.belfry.looklook.common.db;

import dev.belfry.service.config.Default;
import dev.belfry.service.config.Range;

/**
 * The database of a service: the {@code DB} section.
 *
 * @param dataSource a JDBC URL of H2, MySQL or MariaDB, or the form that Go services use: {@code
 *     user:pass@tcp(host:port)/db?charset=utf8mb4&loc=Asia%2FShanghai}
 * @param maxConnections the size of the pool
 */
public record DbConf(
    String dataSource, @Default("10") @Range(min = 1, max = 1000) int maxConnections) {
  /** Enough for a demo, and far below the 151 that MySQL allows by default. */
  private static final int DEFAULT_MAX_CONNECTIONS = 10;

  /** A pool of the default size. */
  public static DbConf of(String dataSource) {
    return new DbConf(dataSource, DEFAULT_MAX_CONNECTIONS);
  }

  @Override
  public String toString() {
    return "DbConf[" + JdbcTarget.parse(dataSource) + "]";
  }
}
